# same as: one_sided

def finite_difference(
    f: Callable[[list[np.ndarray]], float], arrays: list[np.ndarray], k: tuple[int, int, int], eps: float = 1e-5
) -> float:
    a, i, j = k
    before = f(arrays)
    old = arrays[a][i, j]
    arrays[a][i, j] = old + eps
    after = f(arrays)
    arrays[a][i, j] = old
    slope = (after - before) / eps
    return slope
