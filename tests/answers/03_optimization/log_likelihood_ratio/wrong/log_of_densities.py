# mistake: divides densities, which underflow far away, and takes the logarithm last
# fails: test_log_likelihood_ratio
# hint: What is 0 / 0, and where are both densities 0 to a float?

def log_likelihood_ratio(x):
    normal = torch.distributions.MultivariateNormal
    one = normal(torch.ones(2, dtype=x.dtype), torch.tensor([[1.0, 0.8], [0.8, 1.0]], dtype=x.dtype))
    zero = normal(torch.zeros(2, dtype=x.dtype), torch.eye(2, dtype=x.dtype))
    return torch.log(one.log_prob(x).exp() / zero.log_prob(x).exp())
