# mistake: draws 1 with the probability of 0
# fails: test_sample_waves
# hint: Where f is largest, which label should be the frequent one?

def sample_waves(n, generator):
    x = 4 * torch.rand(n, 2, generator=generator) - 2
    u = torch.rand(n, generator=generator)
    return x, (u < torch.sigmoid(-wave_logit(x))).float()[:, None]
