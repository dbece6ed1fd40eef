def affine_inv(y, A, b):
    factors, pivots = torch.linalg.lu_factor(A)
    return torch.linalg.lu_solve(factors, pivots, (y - b).T).T
