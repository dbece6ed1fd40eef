# mistake: multiplies by the covariance instead of its factor
# fails: test_clouds_moments
# hint: If u has covariance I, which covariance has u C? Measure yours.

def sample_clouds(n, generator):
    covariance = torch.tensor([[1.0, 0.8], [0.8, 1.0]])
    x0 = torch.randn(n, 2, generator=generator)
    x1 = 1 + torch.randn(n, 2, generator=generator) @ covariance
    return torch.cat([x0, x1]), torch.cat([torch.zeros(n, 1), torch.ones(n, 1)])
