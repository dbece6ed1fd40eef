def log_prob_y(y, A, b):
    base = torch.distributions.MultivariateNormal(torch.zeros_like(b), torch.eye(2, dtype=b.dtype))
    return base.log_prob(affine_inv(y, A, b)) - log_abs_det_jac(A)
