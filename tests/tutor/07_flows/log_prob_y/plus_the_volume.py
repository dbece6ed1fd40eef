# same as: sign_of_the_determinant
def log_prob_y(y, A, b):
    x = affine_inv(y, A, b)
    return -0.5 * (x**2 + math.log(2 * math.pi)).sum(dim=1) + log_abs_det_jac(A)
