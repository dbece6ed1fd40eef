# same as: never_restores

def finite_difference(
    f: Callable[[list[np.ndarray]], float], arrays: list[np.ndarray], k: tuple[int, int, int], eps: float = 1e-5
) -> float:
    array = arrays[k[0]]
    f_values = []
    for step in [eps, -2 * eps]:
        array[k[1:]] = array[k[1:]] + step
        f_values.append(f(arrays))
    f_plus, f_minus = f_values
    return 0.5 * (f_plus - f_minus) / eps
