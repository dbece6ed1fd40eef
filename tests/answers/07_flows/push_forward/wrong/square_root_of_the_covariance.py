# mistake: takes the Cholesky factor of the covariance of x, which exists only if that is positive definite
# fails: test_push_forward
# hint: A covariance can be singular: a coordinate that is not random, or two that are equal. Does your way need a
# root or an inverse of it?
def push_forward(mean, cov, A, b):
    root = A @ torch.linalg.cholesky(cov)
    return affine(mean[None], A, b)[0], root @ root.T
