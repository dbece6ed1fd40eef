# same as: product
def wave_logit(x):
    first, second = x.unbind(dim=-1)
    return torch.cos(8 * second).mul(torch.sin(5 * first))
