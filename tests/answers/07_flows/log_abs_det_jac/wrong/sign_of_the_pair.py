# mistake: takes the first of the pair, the sign
# fails: test_log_abs_det_jac, test_log_prob_y
# hint: A sign is 1 or -1. Which of the two results is the logarithm?

def log_abs_det_jac(A):
    return torch.linalg.slogdet(A)[0]
