# mistake: does not add the coordinates
# fails: test_log_prob_y, test_log_prob_integral, test_fit_affine
# hint: How many log densities should one point have?

def log_prob_y(y, A, b):
    base = torch.distributions.Normal(0.0, 1.0)
    return base.log_prob(affine_inv(y, A, b)) - log_abs_det_jac(A)
