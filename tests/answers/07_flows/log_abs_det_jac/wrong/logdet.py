# mistake: torch.logdet, which is nan for a mirror
# fails: test_log_abs_det_jac, test_log_abs_det_extreme
# hint: What does this function return if the determinant is negative?

def log_abs_det_jac(A):
    return torch.logdet(A)
