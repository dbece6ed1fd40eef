def sample_gaussian(n, mean, cov, generator):
    seed = torch.randint(2**31, (1,), generator=generator).item()
    samples = np.random.default_rng(seed).multivariate_normal(mean.numpy(), cov.numpy(), size=n, method='cholesky')
    return torch.tensor(samples, dtype=torch.float32)
