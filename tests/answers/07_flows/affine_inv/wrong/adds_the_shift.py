# mistake: adds b instead of taking it away
# fails: test_affine_inv
# hint: affine added b. What undoes it?

def affine_inv(y, A, b):
    return torch.linalg.solve(A, (y + b).T).T
