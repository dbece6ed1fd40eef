# mistake: the absolute determinant itself
# fails: test_log_abs_det_jac, test_log_prob_y
# hint: The name says log, and so does the formula for ln p.

def log_abs_det_jac(A):
    return torch.linalg.det(A).abs()
