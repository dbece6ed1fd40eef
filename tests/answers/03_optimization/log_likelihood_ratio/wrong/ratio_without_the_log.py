# mistake: returns the ratio itself
# fails: test_log_likelihood_ratio
# hint: Your numbers are never negative. Which scale does the name promise?

def log_likelihood_ratio(x):
    normal = torch.distributions.MultivariateNormal
    one = normal(torch.ones(2, dtype=x.dtype), torch.tensor([[1.0, 0.8], [0.8, 1.0]], dtype=x.dtype))
    zero = normal(torch.zeros(2, dtype=x.dtype), torch.eye(2, dtype=x.dtype))
    return torch.exp(one.log_prob(x) - zero.log_prob(x))
