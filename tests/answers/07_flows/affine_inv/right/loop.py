def affine_inv(y, A, b):
    return torch.stack([torch.linalg.solve(A, point - b) for point in y])
