# mistake: adds up the points, not the coordinates
# fails: test_log_prob_y, test_fit_affine
# hint: Over which axis do you add? It should not matter how many points there are.

def log_prob_y(y, A, b):
    base = torch.distributions.Normal(0.0, 1.0)
    return base.log_prob(affine_inv(y, A, b)).sum() - log_abs_det_jac(A)
