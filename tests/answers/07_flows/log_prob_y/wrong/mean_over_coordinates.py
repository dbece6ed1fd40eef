# mistake: the mean of the coordinates' log densities
# fails: test_log_prob_y, test_log_prob_integral, test_fit_affine
# hint: The probability of two independent events is a product. What does a product become in logs?

def log_prob_y(y, A, b):
    base = torch.distributions.Normal(0.0, 1.0)
    return base.log_prob(affine_inv(y, A, b)).mean(dim=1) - log_abs_det_jac(A)
