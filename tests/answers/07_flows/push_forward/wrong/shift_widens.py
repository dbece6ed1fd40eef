# mistake: adds b b^T to the covariance
# fails: test_push_forward
# hint: Does a cloud become wider when it is moved?

def push_forward(mean, cov, A, b):
    return A @ mean + b, A @ cov @ A.T + torch.outer(b, b)
