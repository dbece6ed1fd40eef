# mistake: both classes use the same random numbers
# fails: test_clouds_moments
# hint: Each sample of class 1 is a shifted and sheared sample of class 0. Should one know of the other?

def sample_clouds(n, generator):
    factor = torch.linalg.cholesky(torch.tensor([[1.0, 0.8], [0.8, 1.0]]))
    u = torch.randn(n, 2, generator=generator)
    return torch.cat([u, 1 + u @ factor.T]), torch.cat([torch.zeros(n, 1), torch.ones(n, 1)])
