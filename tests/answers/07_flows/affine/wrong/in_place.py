# mistake: writes the result into the caller's batch
# fails: test_affine
# hint: Who else still needs x after your function?

def affine(x, A, b):
    x[:] = x @ A.T + b
    return x
