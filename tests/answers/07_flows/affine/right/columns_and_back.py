def affine(x, A, b):
    return (A @ x.T + b[:, None]).T
