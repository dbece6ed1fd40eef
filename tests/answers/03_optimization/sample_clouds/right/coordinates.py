def sample_clouds(n, generator):
    a, b, c, d = torch.randn(4, n, generator=generator)
    x = torch.empty(2 * n, 2)
    x[:n] = torch.stack([a, b], dim=1)
    x[n:] = 1 + torch.stack([c, 0.8 * c + 0.6 * d], dim=1)
    y = (torch.arange(2 * n) >= n).float().reshape(-1, 1)
    return x, y
