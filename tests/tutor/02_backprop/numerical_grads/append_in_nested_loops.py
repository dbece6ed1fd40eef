# same as: flat_lists

def numerical_grads(f: Callable[[list[np.ndarray]], float], arrays: list[np.ndarray]) -> list[np.ndarray]:
    all_grads = []
    for a in range(len(arrays)):
        grad = []
        for i in range(arrays[a].shape[0]):
            for j in range(arrays[a].shape[1]):
                grad.append(finite_difference(f, arrays, (a, i, j)))
        all_grads.append(np.array(grad))
    return all_grads
