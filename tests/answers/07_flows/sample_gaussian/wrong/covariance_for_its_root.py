# mistake: multiplies by the covariance itself
# fails: test_sample_gaussian
# hint: The covariance of A x is A A^T. What is it if A is the covariance?

def sample_gaussian(n, mean, cov, generator):
    return affine(torch.randn(n, len(mean), generator=generator), cov, mean)
