# mistake: one random number decides all labels
# fails: test_sample_waves
# hint: Where p = 0.6, do some of your samples have the other label?

def sample_waves(n, generator):
    x = 4 * torch.rand(n, 2, generator=generator) - 2
    return x, (torch.rand(1, generator=generator) < torch.sigmoid(wave_logit(x))).float()[:, None]
