# same as: overwrites_the_arrays

def numerical_grads(f: Callable[[list[np.ndarray]], float], arrays: list[np.ndarray]) -> list[np.ndarray]:
    grads = list(arrays)
    for a in range(len(grads)):
        rows, cols = grads[a].shape
        for i in range(rows):
            for j in range(cols):
                d = finite_difference(f, arrays, (a, i, j))
                grads[a][i, j] = d
    return grads
