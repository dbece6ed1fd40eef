# mistake: clips f instead of passing it through the sigmoid
# fails: test_sample_waves
# hint: Where f is below 0, do you ever draw a 1?

def sample_waves(n, generator):
    x = 4 * torch.rand(n, 2, generator=generator) - 2
    return x, torch.bernoulli(wave_logit(x).clamp(0, 1), generator=generator)[:, None]
