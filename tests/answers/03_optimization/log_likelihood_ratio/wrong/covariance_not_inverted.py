# mistake: uses the covariance where its inverse belongs
# fails: test_log_likelihood_ratio
# hint: Which way should a long direction of the cloud count: more or less?

def log_likelihood_ratio(x):
    covariance = torch.tensor([[1.0, 0.8], [0.8, 1.0]], dtype=x.dtype)
    e = x - 1
    exponents = 0.5 * (x**2).sum(dim=-1) - 0.5 * torch.einsum("...i,ij,...j->...", e, covariance, e)
    return exponents - 0.5 * torch.logdet(covariance)
