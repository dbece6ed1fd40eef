# mistake: indexes the first axis, which is the batch
# fails: test_wave_logit, test_sample_waves
# hint: How many numbers do you return for three points?

def wave_logit(x):
    return torch.sin(5 * x[0]) + torch.cos(8 * x[1])
