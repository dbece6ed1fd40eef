# mistake: multiplies coordinate by coordinate with the diagonal of A
# fails: test_affine
# hint: Every new coordinate takes a bit of every old one. Which product of matrix and vector does that?

def affine(x, A, b):
    return x * A.diagonal() + b
