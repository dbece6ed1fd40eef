# mistake: the same noise in every coordinate
# fails: test_sample_gaussian
# hint: All your points lie on a line. How many random numbers does a point need?

def sample_gaussian(n, mean, cov, generator):
    noise = torch.randn(n, 1, generator=generator).expand(n, len(mean))
    return affine(noise, torch.linalg.cholesky(cov), mean)
