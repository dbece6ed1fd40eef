def affine(x, A, b):
    return nn.functional.linear(x, A, b)
