def log_abs_det_jac(A):
    return torch.linalg.svdvals(A).log().sum()
