# mistake: scales the inputs in place
# fails: test_wave_logit, test_sample_waves
# hint: Look at your x before and after the call. Who else needs it?

def wave_logit(x):
    x *= torch.tensor([5.0, 8.0])
    return torch.sin(x[..., 0]) + torch.cos(x[..., 1])
