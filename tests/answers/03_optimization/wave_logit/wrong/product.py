# mistake: multiplies the waves
# fails: test_wave_logit, test_sample_waves
# hint: What is your f at the origin?

def wave_logit(x):
    return torch.sin(5 * x[..., 0]) * torch.cos(8 * x[..., 1])
