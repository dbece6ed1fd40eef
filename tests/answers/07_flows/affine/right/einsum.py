def affine(x, A, b):
    return torch.einsum('ij,nj->ni', A, x) + b
