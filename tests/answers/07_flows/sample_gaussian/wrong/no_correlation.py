# mistake: uses the standard deviations only
# fails: test_sample_gaussian
# hint: Your cloud is not tilted. What does the 0.3 beside the diagonal say?

def sample_gaussian(n, mean, cov, generator):
    return mean + cov.diagonal().sqrt() * torch.randn(n, len(mean), generator=generator)
