def numerical_grads(f, arrays):
    def moved(which, index, by):
        copies = [np.array(array, dtype=float) for array in arrays]
        copies[which].flat[index] += by
        return f(copies)

    return tuple(
        np.array([(moved(a, i, 1e-5) - moved(a, i, -1e-5)) / 2e-5 for i in range(array.size)]).reshape(array.shape)
        for a, array in enumerate(arrays)
    )
