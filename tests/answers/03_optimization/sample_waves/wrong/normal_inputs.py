# mistake: normal inputs instead of uniform ones
# fails: test_sample_waves
# hint: What is the largest input that you draw?

def sample_waves(n, generator):
    x = 2 * torch.randn(n, 2, generator=generator)
    return x, torch.bernoulli(torch.sigmoid(wave_logit(x)), generator=generator)[:, None]
