# mistake: turns a single sample into a vector
# fails: test_sample_gaussian
# hint: One sample is one row, shape (1, d). What takes the axis away?


# where: n = 1: the result has shape (2,).
def sample_gaussian(n: int, mean: Tensor, cov: Tensor, generator: torch.Generator) -> Tensor:
    """Samples of a Gaussian, made of standard normal noise.

    Args:
        n: how many.
        mean: shape ``(d,)``.
        cov: covariance, shape ``(d, d)``, positive definite.
        generator: the only source of randomness.

    Returns:
        One sample a row, shape ``(n, d)``.
    """
    noise = torch.randn(n, len(mean), 1, generator=generator)
    return (torch.linalg.cholesky(cov) @ noise).squeeze() + mean
