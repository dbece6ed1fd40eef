# mistake: draws from the global generator
# fails: test_sample_generator
# hint: Draw twice with the same seed. Are the samples the same?

def sample_gaussian(n, mean, cov, generator):
    return affine(torch.randn(n, len(mean)), torch.linalg.cholesky(cov), mean)
