def sample_clouds(n, generator):
    values, vectors = np.linalg.eigh(np.array([[1.0, 0.8], [0.8, 1.0]]))
    root = torch.tensor(vectors * np.sqrt(values) @ vectors.T, dtype=torch.float64)
    u = torch.randn(2 * n, 2, generator=generator, dtype=torch.float64)
    x = torch.where(torch.arange(2 * n)[:, None] < n, u, 1 + u @ root)
    return x.float(), torch.tensor([[0.0]] * n + [[1.0]] * n)
