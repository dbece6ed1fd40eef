# same as: nothing

def finite_difference(
    f: Callable[[list[np.ndarray]], float], arrays: list[np.ndarray], k: tuple[int, int, int], eps: float = 1e-5
) -> float:
    which, row, column = k
    up = [array.copy() for array in arrays]
    down = [array.copy() for array in arrays]
    up[which][row, column] += eps
    down[which][row, column] -= eps
    return (f(up) - f(down)) / 2 * eps
