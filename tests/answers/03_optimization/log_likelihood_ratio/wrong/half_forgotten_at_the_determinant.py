# mistake: subtracts the whole log determinant instead of half of it
# fails: test_log_likelihood_ratio
# hint: The density has the square root of the determinant. What does the logarithm make of a root?

def log_likelihood_ratio(x):
    covariance = torch.tensor([[1.0, 0.8], [0.8, 1.0]], dtype=x.dtype)
    e = x - 1
    exponents = 0.5 * (x**2).sum(dim=-1) - 0.5 * torch.einsum("...i,ij,...j->...", e, torch.linalg.inv(covariance), e)
    return exponents - torch.logdet(covariance)
