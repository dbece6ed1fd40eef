# mistake: the labels come from torch's global generator
# fails: test_sample_waves
# hint: The same seed should give the same labels, too. Which generator draws them?

def sample_waves(n, generator):
    x = 4 * torch.rand(n, 2, generator=generator) - 2
    return x, torch.bernoulli(torch.sigmoid(wave_logit(x)))[:, None]
