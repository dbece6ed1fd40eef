# mistake: lifts singular values below 1e-3
# fails: test_log_abs_det_jac, test_log_abs_det_extreme, test_log_prob_y
# hint: A small stretch counts in full. What becomes of 1e-5 in your code?


# where: A = 1e-4 * I, d = 2: -13.8 instead of -18.4.
def log_abs_det_jac(A: Tensor) -> Tensor:
    """How much the affine map by ``A`` stretches volumes.

    Args:
        A: shape ``(d, d)``, not singular.

    Returns:
        ``ln |det J|`` of the map x -> A x + b, one number; finite, however large or small the determinant is.
    """
    return torch.linalg.svdvals(A).clamp(min=1e-3).log().sum()
