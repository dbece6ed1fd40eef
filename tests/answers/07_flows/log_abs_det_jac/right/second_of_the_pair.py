def log_abs_det_jac(A):
    _, log_abs_det = torch.slogdet(A)
    return log_abs_det
