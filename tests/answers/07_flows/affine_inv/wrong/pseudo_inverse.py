# mistake: a pseudo-inverse, which takes small singular values for 0
# fails: test_affine_inv
# hint: A stretches one direction very little, and you do not come back along it. Solve, do not cut.


# where: A = diag(1, 1e-7), b = 0, y = [[1, 1e-7]]: (1, 0) instead of (1, 1).
def affine_inv(y: Tensor, A: Tensor, b: Tensor) -> Tensor:
    """The inverse of ``affine``.

    Args:
        y: points, one a row, shape ``(n, d)``; not changed.
        A: shape ``(d, d)``, not singular.
        b: shape ``(d,)``.

    Returns:
        The points x with ``affine(x, A, b) == y``, shape ``(n, d)``.
    """
    return (y - b) @ torch.linalg.pinv(A).T
