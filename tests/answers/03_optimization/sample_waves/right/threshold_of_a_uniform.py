def sample_waves(n, generator):
    a, b, u = torch.rand(3, n, generator=generator)
    x = torch.stack([a, b], dim=1).mul(4).sub(2)
    return x, (u[:, None] < wave_logit(x)[:, None].sigmoid()).to(torch.float32)
