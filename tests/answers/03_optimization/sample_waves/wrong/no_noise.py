# mistake: the more probable label instead of a draw
# fails: test_sample_waves
# hint: Where p = 0.6, how many of your labels are 1?

def sample_waves(n, generator):
    x = 4 * torch.rand(n, 2, generator=generator) - 2
    return x, (wave_logit(x) > 0).float()[:, None]
