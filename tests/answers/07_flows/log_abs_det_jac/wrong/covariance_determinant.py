# mistake: ln det of A A^T, twice what it should be
# fails: test_log_abs_det_jac, test_log_prob_y, test_log_prob_integral, test_fit_affine
# hint: Your number is twice the expected one. Is it the determinant of the map, or that of the covariance?

def log_abs_det_jac(A):
    return torch.linalg.slogdet(A @ A.T).logabsdet
