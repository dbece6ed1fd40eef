# mistake: clips to the range from 0 to 1, to make it a probability
# fails: test_wave_logit, test_sample_waves
# hint: Half of the square now has the value 0. What did the clip throw away?

def wave_logit(x):
    return (torch.sin(5 * x[..., 0]) + torch.cos(8 * x[..., 1])).clamp(0, 1)
