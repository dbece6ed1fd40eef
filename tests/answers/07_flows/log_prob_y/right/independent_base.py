def log_prob_y(y, A, b):
    base = torch.distributions.Independent(torch.distributions.Normal(torch.zeros(2), torch.ones(2)), 1)
    return base.log_prob(affine_inv(y, A, b)) - log_abs_det_jac(A)
