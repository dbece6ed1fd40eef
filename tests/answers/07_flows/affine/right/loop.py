def affine(x, A, b):
    return torch.stack([A @ point + b for point in x])
