# mistake: standardizes the noise of every batch
# fails: test_sample_gaussian
# hint: How much do the means of small batches vary? What is left of a batch of one?

def sample_gaussian(n: int, mean: Tensor, cov: Tensor, generator: torch.Generator) -> Tensor:
    x = torch.randn(n, len(mean), generator=generator)
    x = (x - x.mean(dim=0)) / x.std(dim=0)
    return x @ torch.linalg.cholesky(cov).T + mean
