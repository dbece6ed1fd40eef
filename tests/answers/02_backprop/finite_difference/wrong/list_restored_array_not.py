# mistake: puts an untouched copy into the list, and leaves the caller's array moved
# fails: test_finite_difference, test_finite_difference_restores
# hint: The list is as it was, but the array that the caller still holds has been moved. Which of
# the two did you change?


# where: W = np.array([[1.0]]); finite_difference(f, [W], (0, 0, 0)): W is 0.99999 afterwards.
def finite_difference(
    f: Callable[[list[np.ndarray]], float], arrays: list[np.ndarray], k: tuple[int, int, int], eps: float = 1e-5
) -> float:
    """Central finite difference of a function with respect to one entry of one array.

    Args:
        f: takes the list of arrays, returns one number.
        arrays: two-dimensional float arrays; the same after the call as before.
        k: which entry: (index of the array, row, column).
        eps: how far to move it, in each direction.

    Returns:
        An approximation of the partial derivative, with an error of order ``eps**2``.
    """
    a, i, j = k
    backup = arrays[a].copy()
    arrays[a][i, j] += eps
    up = f(arrays)
    arrays[a][i, j] -= 2 * eps
    down = f(arrays)
    arrays[a] = backup
    return (up - down) / (2 * eps)
