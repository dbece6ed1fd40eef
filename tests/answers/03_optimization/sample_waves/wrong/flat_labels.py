# mistake: labels of shape (n,)
# fails: test_sample_waves
# hint: The logits will be a column. Which shape do labels need beside them?

def sample_waves(n, generator):
    x = 4 * torch.rand(n, 2, generator=generator) - 2
    return x, torch.bernoulli(torch.sigmoid(wave_logit(x)), generator=generator)
