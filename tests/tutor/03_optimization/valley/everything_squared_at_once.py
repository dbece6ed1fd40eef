# same as: squares_the_factor
def valley(theta):
    x, y = theta.unbind(dim=-1)
    return torch.stack([x - 1, 0.2 * y - 0.4], dim=-1).square().sum(dim=-1)
