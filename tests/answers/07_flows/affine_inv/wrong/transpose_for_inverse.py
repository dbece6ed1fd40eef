# mistake: takes the transpose for the inverse
# fails: test_affine_inv
# hint: For which matrices is the transpose the inverse? Is yours one?

def affine_inv(y, A, b):
    return (y - b) @ A
