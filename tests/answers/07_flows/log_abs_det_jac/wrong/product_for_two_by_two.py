# mistake: forms ad - bc for 2 x 2 matrices, which underflows for tiny entries
# fails: test_log_abs_det_extreme
# hint: The case of two dimensions has a formula of its own here. What is a d for entries of 1e-30?

def log_abs_det_jac(A: Tensor) -> Tensor:
    if A.shape == (2, 2):
        return torch.log(torch.abs(A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]))
    return torch.linalg.slogdet(A)[1]
