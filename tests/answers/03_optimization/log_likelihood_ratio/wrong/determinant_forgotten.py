# mistake: compares the exponents and forgets the normalization
# fails: test_log_likelihood_ratio
# hint: At the origin you are off by about half a nat. Which constants do the two densities have?

def log_likelihood_ratio(x):
    inverse = torch.linalg.inv(torch.tensor([[1.0, 0.8], [0.8, 1.0]], dtype=x.dtype))
    e = x - 1
    return 0.5 * (x**2).sum(dim=-1) - 0.5 * torch.einsum("...i,ij,...j->...", e, inverse, e)
