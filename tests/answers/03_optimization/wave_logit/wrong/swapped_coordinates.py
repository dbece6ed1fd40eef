# mistake: sine of the second coordinate, cosine of the first
# fails: test_wave_logit, test_sample_waves
# hint: At (0, pi/8), which of the two waves has moved?

def wave_logit(x):
    return torch.sin(5 * x[..., 1]) + torch.cos(8 * x[..., 0])
