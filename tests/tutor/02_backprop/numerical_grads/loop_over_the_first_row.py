# same as: first_row_only

def numerical_grads(f: Callable[[list[np.ndarray]], float], arrays: list[np.ndarray]) -> list[np.ndarray]:
    result = []
    for a in range(len(arrays)):
        g = np.zeros(arrays[a].shape)
        for j, _ in enumerate(arrays[a][0]):
            g[0][j] = finite_difference(f, arrays, (a, 0, j))
        result.append(g)
    return result
