# mistake: inputs from 0 to 1
# fails: test_sample_waves
# hint: How wide is the square, and where does it begin?

def sample_waves(n, generator):
    x = torch.rand(n, 2, generator=generator)
    return x, torch.bernoulli(torch.sigmoid(wave_logit(x)), generator=generator)[:, None]
