# mistake: multiplies the rows by the inverse of A, not by its transpose
# fails: test_affine_inv
# hint: A row times a matrix, or a matrix times a column: where did the transpose go?

def affine_inv(y, A, b):
    return (y - b) @ torch.linalg.inv(A)
