def log_abs_det_jac(A: Tensor) -> Tensor:
    LU, _ = torch.linalg.lu_factor(A)
    return torch.diagonal(LU).abs().log().sum()
