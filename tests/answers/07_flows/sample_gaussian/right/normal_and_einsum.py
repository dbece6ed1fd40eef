def sample_gaussian(n, mean, cov, generator):
    noise = torch.normal(0.0, 1.0, (n, mean.numel()), generator=generator)
    return torch.einsum('ij,nj->ni', torch.linalg.cholesky(cov), noise) + mean
