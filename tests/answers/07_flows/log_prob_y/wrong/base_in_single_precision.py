# mistake: a base density that is float32 whatever comes in
# fails: test_log_prob_y
# hint: Which type has your base density, and which type have the points?

def log_prob_y(y: Tensor, A: Tensor, b: Tensor) -> Tensor:
    base = torch.distributions.MultivariateNormal(torch.zeros(2), torch.eye(2))
    return base.log_prob(affine_inv(y, A, b)) - log_abs_det_jac(A)
