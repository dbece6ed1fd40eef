# mistake: n samples in all, half of them in each class
# fails: test_sample_clouds
# hint: n = 3 gives how many of each class?

def sample_clouds(n, generator):
    factor = torch.linalg.cholesky(torch.tensor([[1.0, 0.8], [0.8, 1.0]]))
    half = n // 2
    x0 = torch.randn(half, 2, generator=generator)
    x1 = 1 + torch.randn(half, 2, generator=generator) @ factor.T
    return torch.cat([x0, x1]), torch.cat([torch.zeros(half, 1), torch.ones(half, 1)])
