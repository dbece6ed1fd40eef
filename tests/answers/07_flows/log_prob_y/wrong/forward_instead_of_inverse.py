# mistake: maps the data forward once more
# fails: test_log_prob_y, test_log_prob_integral, test_fit_affine
# hint: Which noise did y come from? Does your x answer that?

def log_prob_y(y, A, b):
    base = torch.distributions.Normal(0.0, 1.0)
    return base.log_prob(affine(y, A, b)).sum(dim=1) - log_abs_det_jac(A)
