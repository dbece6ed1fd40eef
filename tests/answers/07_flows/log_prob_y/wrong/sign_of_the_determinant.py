# mistake: adds the log determinant
# fails: test_log_prob_y, test_log_prob_integral, test_fit_affine
# hint: Stretch the sheet and the paint gets thinner. Does yours?

def log_prob_y(y, A, b):
    base = torch.distributions.Normal(0.0, 1.0)
    return base.log_prob(affine_inv(y, A, b)).sum(dim=1) + log_abs_det_jac(A)
