# mistake: raises small variances
# fails: test_sample_gaussian
# hint: How small can a variance of yours become? And how small may it be asked for?

def sample_gaussian(n: int, mean: Tensor, cov: Tensor, generator: torch.Generator) -> Tensor:
    variances, directions = torch.linalg.eigh(cov)
    A = directions * variances.clamp(min=1e-6).sqrt()  # rounding could make one negative
    return affine(torch.randn(n, len(mean), generator=generator), A, mean)
