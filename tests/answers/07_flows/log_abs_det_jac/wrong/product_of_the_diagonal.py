# mistake: adds the logarithms of the diagonal, as if A were triangular
# fails: test_log_abs_det_jac
# hint: For which matrices is the determinant the product of the diagonal?

def log_abs_det_jac(A):
    return A.diagonal().abs().log().sum()
