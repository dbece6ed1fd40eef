# mistake: adds b before the matrix
# fails: test_affine
# hint: Which of the two happens first in A x + b?

def affine(x, A, b):
    return (x + b) @ A.T
