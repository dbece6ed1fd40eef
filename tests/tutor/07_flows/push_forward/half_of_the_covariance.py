# same as: nothing
def push_forward(mean, cov, A, b):
    return A @ mean + b, A @ cov @ A.T / 2
