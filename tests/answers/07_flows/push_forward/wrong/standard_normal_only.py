# mistake: A A^T whatever the covariance of x
# fails: test_push_forward
# hint: Your result does not depend on cov. For which x is that right?

def push_forward(mean, cov, A, b):
    return A @ mean + b, A @ A.T
