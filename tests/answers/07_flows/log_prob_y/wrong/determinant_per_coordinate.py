# mistake: takes the log determinant away once for each coordinate
# fails: test_log_prob_y, test_log_prob_integral, test_fit_affine
# hint: How often should ln|det A| appear for one point, and how often does it in your sum?

def log_prob_y(y, A, b):
    base = torch.distributions.Normal(0.0, 1.0)
    return (base.log_prob(affine_inv(y, A, b)) - log_abs_det_jac(A)).sum(dim=1)
