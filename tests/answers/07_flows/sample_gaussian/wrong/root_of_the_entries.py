# mistake: takes the root of every entry of the covariance
# fails: test_sample_gaussian
# hint: Multiply your root by its transpose. Do you get the covariance back?

def sample_gaussian(n, mean, cov, generator):
    return affine(torch.randn(n, len(mean), generator=generator), cov.abs().sqrt() * cov.sign(), mean)
