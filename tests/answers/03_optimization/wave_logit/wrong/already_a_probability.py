# mistake: returns the probability
# fails: test_wave_logit, test_sample_waves
# hint: f goes from -2 to 2. Who applies the link?

def wave_logit(x):
    return torch.sigmoid(torch.sin(5 * x[..., 0]) + torch.cos(8 * x[..., 1]))
