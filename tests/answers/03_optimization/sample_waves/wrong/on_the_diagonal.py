# mistake: one random number for both coordinates
# fails: test_sample_waves
# hint: Plot your inputs. Do they fill the square?

def sample_waves(n, generator):
    x = (4 * torch.rand(n, 1, generator=generator) - 2).repeat(1, 2)
    return x, torch.bernoulli(torch.sigmoid(wave_logit(x)), generator=generator)[:, None]
