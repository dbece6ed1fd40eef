# mistake: takes b away after the inverse of A, not before
# fails: test_affine_inv
# hint: You put on socks, then shoes. In which order do they come off?

def affine_inv(y, A, b):
    return torch.linalg.solve(A, y.T).T - b
