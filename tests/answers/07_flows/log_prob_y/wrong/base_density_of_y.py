# mistake: asks the base for the density of y itself
# fails: test_log_prob_y, test_fit_affine
# hint: Where in your formula does the way back to the noise stand?

def log_prob_y(y, A, b):
    base = torch.distributions.Normal(0.0, 1.0)
    return base.log_prob(y).sum(dim=1) - log_abs_det_jac(A)
