# mistake: draws from torch's global generator
# fails: test_sample_clouds
# hint: The same seed should give the same clouds. Which generator do you draw from?

def sample_clouds(n, generator):
    factor = torch.linalg.cholesky(torch.tensor([[1.0, 0.8], [0.8, 1.0]]))
    x0 = torch.randn(n, 2)
    x1 = 1 + torch.randn(n, 2) @ factor.T
    return torch.cat([x0, x1]), torch.cat([torch.zeros(n, 1), torch.ones(n, 1)])
