# mistake: goes through the entries that are not 0 only
# fails: test_numerical_grads
# hint: Some partial derivatives are missing: those by entries that are 0. What does np.argwhere
# list?


# where: arrays = [np.array([[0.0, 1.0]])], f = 3 times the sum: [[0, 3]] instead of [[3, 3]].
def numerical_grads(f: Callable[[list[np.ndarray]], float], arrays: list[np.ndarray]) -> list[np.ndarray]:
    """Finite differences of a function with respect to every entry of every array.

    Args:
        f: takes the list of arrays, returns one number.
        arrays: two-dimensional float arrays.

    Returns:
        One array of partial derivatives for each array, of its shape.
    """
    grads = [np.zeros(array.shape) for array in arrays]
    for a, array in enumerate(arrays):
        for i, j in np.argwhere(array):
            grads[a][i, j] = finite_difference(f, arrays, (a, i, j))
    return grads
