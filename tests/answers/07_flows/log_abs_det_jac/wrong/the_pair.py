# mistake: returns sign and logarithm
# fails: test_log_abs_det_jac
# hint: How many numbers does your function return?

def log_abs_det_jac(A):
    return torch.linalg.slogdet(A)
