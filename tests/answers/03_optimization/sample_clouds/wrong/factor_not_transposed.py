# mistake: multiplies rows by L instead of its transpose
# fails: test_clouds_moments
# hint: Rows u L have covariance L^T L. Is that the same as L L^T?

def sample_clouds(n, generator):
    factor = torch.linalg.cholesky(torch.tensor([[1.0, 0.8], [0.8, 1.0]]))
    x0 = torch.randn(n, 2, generator=generator)
    x1 = 1 + torch.randn(n, 2, generator=generator) @ factor
    return torch.cat([x0, x1]), torch.cat([torch.zeros(n, 1), torch.ones(n, 1)])
