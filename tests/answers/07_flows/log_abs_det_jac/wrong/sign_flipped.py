# mistake: the log determinant of the inverse map
# fails: test_log_abs_det_jac, test_log_prob_y, test_log_prob_integral
# hint: Does this map make areas larger or smaller? Look at the sign of your number.

def log_abs_det_jac(A):
    return -torch.linalg.slogdet(A).logabsdet
