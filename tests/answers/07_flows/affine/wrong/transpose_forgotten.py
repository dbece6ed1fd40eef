# mistake: multiplies the rows by A, which maps every point by the transpose of A
# fails: test_affine
# hint: Try the point (1, 0): A times it is the first column of A. Which row or column do you get?

def affine(x, A, b):
    return x @ A + b
