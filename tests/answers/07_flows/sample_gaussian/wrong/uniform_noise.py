# mistake: uniform noise of variance 1
# fails: test_sample_gaussian
# hint: Mean and covariance are right; look at the shape of the cloud. Is it an ellipse?

def sample_gaussian(n, mean, cov, generator):
    noise = (torch.rand(n, len(mean), generator=generator) - 0.5) * math.sqrt(12)
    return affine(noise, torch.linalg.cholesky(cov), mean)
