# same as: wrong_way_round

def finite_difference(
    f: Callable[[list[np.ndarray]], float], arrays: list[np.ndarray], k: tuple[int, int, int], eps: float = 1e-5
) -> float:
    which, r, c = k

    def shifted(e):
        new = list(arrays)
        new[which] = arrays[which].copy()
        new[which][r, c] += e
        return f(new)

    return (shifted(-eps) - shifted(eps)) / (2.0 * eps)
