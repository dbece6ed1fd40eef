# mistake: limits the logarithm
# fails: test_log_abs_det_extreme
# hint: A logarithm of -10 000 is an ordinary number. Which line of yours cuts it off?

def log_abs_det_jac(A: Tensor) -> Tensor:
    _, log_volume = torch.linalg.slogdet(A)
    return log_volume.clamp(-1e3, 1e3)  # stays finite, whatever A is
