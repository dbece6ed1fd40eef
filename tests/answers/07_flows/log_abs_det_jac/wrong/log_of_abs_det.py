# mistake: forms the determinant first
# fails: test_log_abs_det_extreme
# hint: Right on paper. What is 0.01 to the power of 200 in float32?

def log_abs_det_jac(A):
    return torch.linalg.det(A).abs().log()
