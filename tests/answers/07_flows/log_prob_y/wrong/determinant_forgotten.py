# mistake: leaves the log determinant out
# fails: test_log_prob_y, test_log_prob_integral, test_fit_affine
# hint: Your density does not integrate to 1. By which factor is it off?

def log_prob_y(y, A, b):
    base = torch.distributions.Normal(0.0, 1.0)
    return base.log_prob(affine_inv(y, A, b)).sum(dim=1)
