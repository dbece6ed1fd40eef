def push_forward(mean, cov, A, b):
    root = A @ torch.linalg.cholesky(cov)
    return affine(mean[None], A, b)[0], root @ root.T
