# mistake: leaves b out
# fails: test_affine_inv
# hint: Which y comes from x = 0?

def affine_inv(y, A, b):
    return torch.linalg.solve(A, y.T).T
