def sample_gaussian(n, mean, cov, generator):
    values, vectors = torch.linalg.eigh(cov)
    noise = torch.randn((n, cov.shape[0]), generator=generator)
    return mean + (noise * values.sqrt()) @ vectors.T
