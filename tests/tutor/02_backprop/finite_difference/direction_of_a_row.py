# same as: moves_the_whole_row

def finite_difference(
    f: Callable[[list[np.ndarray]], float], arrays: list[np.ndarray], k: tuple[int, int, int], eps: float = 1e-5
) -> float:
    index, row, col = k
    direction = np.zeros_like(arrays[index])
    direction[row, :] = eps
    plus = [arr + direction if i == index else arr for i, arr in enumerate(arrays)]
    minus = [arr - direction if i == index else arr for i, arr in enumerate(arrays)]
    return (f(plus) - f(minus)) / 2 / eps
