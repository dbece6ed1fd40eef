# same as: standard_normal_only
def push_forward(mean, cov, A, b):
    return (A * mean).sum(dim=1) + b, torch.mm(A, A.transpose(0, 1))
