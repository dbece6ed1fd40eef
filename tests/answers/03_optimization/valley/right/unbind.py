def valley(theta):
    a, b = theta.unbind(dim=-1)
    return torch.square(a - 1.0) + torch.square(b - 2.0) / 5
