# same as: half_the_distance

import copy


def finite_difference(
    f: Callable[[list[np.ndarray]], float], arrays: list[np.ndarray], k: tuple[int, int, int], eps: float = 1e-5
) -> float:
    a, i, j = k
    up = copy.deepcopy(arrays)
    down = copy.deepcopy(arrays)
    up[a][i, j] = up[a][i, j] + eps
    down[a][i, j] = down[a][i, j] - eps
    return (f(up) - f(down)) / eps
