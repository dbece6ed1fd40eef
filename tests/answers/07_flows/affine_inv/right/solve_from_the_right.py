def affine_inv(y, A, b):
    return torch.linalg.solve(A.T, y - b, left=False)
