# mistake: shifts the mean and does not map it
# fails: test_push_forward
# hint: The mean is a point like any other. What happens to a point?

def push_forward(mean, cov, A, b):
    return mean + b, A @ cov @ A.T
