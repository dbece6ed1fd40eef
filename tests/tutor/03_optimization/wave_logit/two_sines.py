# same as: nothing
def wave_logit(x):
    return torch.sin(5 * x[..., 0]) + torch.sin(8 * x[..., 1])
