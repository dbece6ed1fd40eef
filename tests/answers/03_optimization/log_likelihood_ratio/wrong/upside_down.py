# mistake: class 0 over class 1
# fails: test_log_likelihood_ratio
# hint: In the middle of cloud 1, should the ratio be positive or negative?

def log_likelihood_ratio(x):
    normal = torch.distributions.MultivariateNormal
    one = normal(torch.ones(2, dtype=x.dtype), torch.tensor([[1.0, 0.8], [0.8, 1.0]], dtype=x.dtype))
    zero = normal(torch.zeros(2, dtype=x.dtype), torch.eye(2, dtype=x.dtype))
    return zero.log_prob(x) - one.log_prob(x)
