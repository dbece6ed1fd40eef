# mistake: both clouds are centered at the origin
# fails: test_clouds_moments
# hint: Where is the middle of your second cloud?

def sample_clouds(n, generator):
    factor = torch.linalg.cholesky(torch.tensor([[1.0, 0.8], [0.8, 1.0]]))
    x0 = torch.randn(n, 2, generator=generator)
    x1 = torch.randn(n, 2, generator=generator) @ factor.T
    return torch.cat([x0, x1]), torch.cat([torch.zeros(n, 1), torch.ones(n, 1)])
