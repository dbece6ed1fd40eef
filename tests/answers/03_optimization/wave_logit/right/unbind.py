def wave_logit(x):
    a, b = torch.unbind(x, dim=-1)
    return (5 * a).sin() + (8 * b).cos()
