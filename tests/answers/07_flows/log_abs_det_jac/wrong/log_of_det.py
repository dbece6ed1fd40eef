# mistake: the logarithm of the determinant, which may be negative or underflow
# fails: test_log_abs_det_jac, test_log_abs_det_extreme
# hint: What is the determinant of a mirror, and what is its logarithm?

def log_abs_det_jac(A):
    return torch.log(torch.linalg.det(A))
