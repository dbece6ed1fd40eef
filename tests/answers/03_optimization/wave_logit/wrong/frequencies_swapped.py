# mistake: 8 in the sine and 5 in the cosine
# fails: test_wave_logit, test_sample_waves
# hint: At (pi/10, 0) the sine should be at its top. Is yours?

def wave_logit(x):
    return torch.sin(8 * x[..., 0]) + torch.cos(5 * x[..., 1])
