# mistake: seeds the generator itself, so that every draw is the same
# fails: test_sample_clouds
# hint: Endless data that begin anew at every draw are not endless.

def sample_clouds(n, generator):
    generator.manual_seed(0)
    factor = torch.linalg.cholesky(torch.tensor([[1.0, 0.8], [0.8, 1.0]]))
    x0 = torch.randn(n, 2, generator=generator)
    x1 = 1 + torch.randn(n, 2, generator=generator) @ factor.T
    return torch.cat([x0, x1]), torch.cat([torch.zeros(n, 1), torch.ones(n, 1)])
