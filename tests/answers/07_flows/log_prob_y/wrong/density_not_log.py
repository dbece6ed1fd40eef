# mistake: returns the density, not its logarithm
# fails: test_log_prob_y, test_log_prob_integral, test_fit_affine
# hint: Can a log density be positive everywhere?

def log_prob_y(y, A, b):
    base = torch.distributions.Normal(0.0, 1.0)
    return torch.exp(base.log_prob(affine_inv(y, A, b)).sum(dim=1) - log_abs_det_jac(A))
