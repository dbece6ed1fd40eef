# mistake: a seed of its own at every call
# fails: test_sample_generator
# hint: Two calls in a row give the same samples. Where does the seed belong?

def sample_gaussian(n, mean, cov, generator):
    noise = torch.randn(n, len(mean), generator=torch.Generator().manual_seed(0))
    return affine(noise, torch.linalg.cholesky(cov), mean)
