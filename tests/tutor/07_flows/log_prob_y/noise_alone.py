# same as: determinant_forgotten
def log_prob_y(y, A, b):
    x = affine_inv(y, A, b)
    return -0.5 * x.square().sum(dim=1) - 0.5 * x.shape[1] * math.log(2 * math.pi)
