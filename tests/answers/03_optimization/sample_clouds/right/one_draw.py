def sample_clouds(n, generator):
    u = torch.normal(0.0, 1.0, (2 * n, 2), generator=generator)
    y = (torch.arange(2 * n) >= n).float().unsqueeze(1)
    x = u.clone()
    x[n:, 1] = 0.8 * u[n:, 0] + 0.6 * u[n:, 1]
    return x + y, y
