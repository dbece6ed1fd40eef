# mistake: returns one point a column
# fails: test_affine_inv
# hint: What shape went in, and what shape comes out?

def affine_inv(y, A, b):
    return torch.linalg.solve(A, (y - b).T)
