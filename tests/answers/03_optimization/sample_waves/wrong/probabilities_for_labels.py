# mistake: returns the probability as the label
# fails: test_sample_waves
# hint: A label is drawn. Which values can it have?

def sample_waves(n, generator):
    x = 4 * torch.rand(n, 2, generator=generator) - 2
    return x, torch.sigmoid(wave_logit(x))[:, None]
