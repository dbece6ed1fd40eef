# mistake: multiplies the covariance by A on one side
# fails: test_push_forward
# hint: A covariance equals its transpose. Does yours?

def push_forward(mean, cov, A, b):
    return A @ mean + b, A @ cov
