def push_forward(mean, cov, A, b):
    half = affine(cov, A, torch.zeros_like(b))
    return mean @ A.T + b, affine(half.T, A, torch.zeros_like(b))
