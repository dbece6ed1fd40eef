# mistake: multiplies densities and takes the logarithm last
# fails: test_log_prob_y
# hint: How large is the density of a point that is far from b, in a float?

def log_prob_y(y: Tensor, A: Tensor, b: Tensor) -> Tensor:
    x = affine_inv(y, A, b)
    p_x = torch.distributions.Normal(0.0, 1.0).log_prob(x).exp().prod(dim=1)
    p_y = p_x / torch.det(A).abs()
    return torch.log(p_y)
