# mistake: A^T Sigma A instead of A Sigma A^T
# fails: test_push_forward
# hint: Compute the covariance of A x for A that is not symmetric, in one coordinate: which row of A enters?

def push_forward(mean, cov, A, b):
    return A @ mean + b, A.T @ cov @ A
