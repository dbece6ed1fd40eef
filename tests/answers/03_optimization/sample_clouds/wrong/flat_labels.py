# mistake: labels of shape (2n,) instead of (2n, 1)
# fails: test_sample_clouds
# hint: The logits will be a column. Which shape do labels need beside them?

def sample_clouds(n, generator):
    factor = torch.linalg.cholesky(torch.tensor([[1.0, 0.8], [0.8, 1.0]]))
    x0 = torch.randn(n, 2, generator=generator)
    x1 = 1 + torch.randn(n, 2, generator=generator) @ factor.T
    return torch.cat([x0, x1]), torch.cat([torch.zeros(n), torch.ones(n)])
