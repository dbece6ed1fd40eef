# mistake: divides by the diagonal of A
# fails: test_affine_inv
# hint: That inverts a diagonal matrix. What about the entries beside the diagonal?

def affine_inv(y, A, b):
    return (y - b) / A.diagonal()
