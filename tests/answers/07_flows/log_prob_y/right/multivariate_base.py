def log_prob_y(y, A, b):
    base = torch.distributions.MultivariateNormal(torch.zeros(2), torch.eye(2))
    return base.log_prob(affine_inv(y, A, b)) - log_abs_det_jac(A)
