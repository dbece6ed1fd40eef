def valley(theta):
    center = torch.tensor([1.0, 2.0], dtype=theta.dtype)
    weight = torch.tensor([1.0, 0.2], dtype=theta.dtype)
    return ((theta - center) ** 2) @ weight
