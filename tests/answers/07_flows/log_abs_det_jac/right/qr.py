def log_abs_det_jac(A):
    _, upper = torch.linalg.qr(A)
    return upper.diagonal().abs().log().sum()
