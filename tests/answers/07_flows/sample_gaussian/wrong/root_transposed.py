# mistake: uses the Cholesky factor the wrong way round
# fails: test_sample_gaussian
# hint: L L^T and L^T L are two matrices. Which is the covariance of your samples?

def sample_gaussian(n, mean, cov, generator):
    return torch.randn(n, len(mean), generator=generator) @ torch.linalg.cholesky(cov) + mean
