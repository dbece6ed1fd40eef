def affine_inv(y, A, b):
    return (y - b) @ torch.linalg.inv(A).T
