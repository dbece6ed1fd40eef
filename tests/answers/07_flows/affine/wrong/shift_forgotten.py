# mistake: leaves b out
# fails: test_affine
# hint: Where does the origin go?

def affine(x, A, b):
    return x @ A.T
