# mistake: has its constants in float32, whatever the type of x
# fails: test_log_likelihood_ratio
# hint: How many digits of 0.8 does a constant in float32 keep?

def log_likelihood_ratio(x):
    one = torch.distributions.MultivariateNormal(torch.ones(2), torch.tensor([[1.0, 0.8], [0.8, 1.0]]))
    zero = torch.distributions.MultivariateNormal(torch.zeros(2), torch.eye(2))
    return one.log_prob(x) - zero.log_prob(x)
