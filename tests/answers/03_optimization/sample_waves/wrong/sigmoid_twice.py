# mistake: draws with logits that are probabilities already
# fails: test_sample_waves
# hint: Where f is -2, how often do you draw a 1, and how often should you?

def sample_waves(n, generator):
    x = 4 * torch.rand(n, 2, generator=generator) - 2
    p = torch.sigmoid(torch.sigmoid(wave_logit(x)))
    return x, torch.bernoulli(p, generator=generator)[:, None]
