# mistake: returns one point a column
# fails: test_affine
# hint: What is the shape of three points, and what is the shape of your result?

def affine(x, A, b):
    return A @ x.T + b[:, None]
