# mistake: samples with torch.distributions, which takes no generator
# fails: test_sample_clouds
# hint: torch.distributions draws from the global generator. What is left for the one you were given?

def sample_clouds(n, generator):
    normal = torch.distributions.MultivariateNormal
    x0 = normal(torch.zeros(2), torch.eye(2)).sample((n,))
    x1 = normal(torch.ones(2), torch.tensor([[1.0, 0.8], [0.8, 1.0]])).sample((n,))
    return torch.cat([x0, x1]), torch.cat([torch.zeros(n, 1), torch.ones(n, 1)])
