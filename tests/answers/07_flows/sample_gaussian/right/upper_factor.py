def sample_gaussian(n: int, mean: Tensor, cov: Tensor, generator: torch.Generator) -> Tensor:
    factor = torch.linalg.cholesky(cov, upper=True)
    noise = torch.normal(0.0, 1.0, (n, len(mean)), generator=generator)
    return torch.addmm(mean, noise, factor)
