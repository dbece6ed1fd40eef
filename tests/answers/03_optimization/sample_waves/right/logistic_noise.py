def sample_waves(n, generator):
    x = torch.empty(n, 2).uniform_(-2, 2, generator=generator)
    u = torch.empty(n, dtype=torch.float64).uniform_(generator=generator)
    noisy = wave_logit(x) + torch.logit(u, eps=1e-9)  # the noise for which this is the same coin
    return x, torch.where(noisy > 0, 1.0, 0.0).reshape(n, 1)
