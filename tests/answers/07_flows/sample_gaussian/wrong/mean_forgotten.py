# mistake: samples around the origin
# fails: test_sample_gaussian
# hint: Where is the center of your cloud?

def sample_gaussian(n, mean, cov, generator):
    return affine(torch.randn(n, len(mean), generator=generator), torch.linalg.cholesky(cov), torch.zeros_like(mean))
