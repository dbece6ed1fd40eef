def numerical_grads(f, arrays):
    grads = []
    for a, array in enumerate(arrays):
        rows, columns = array.shape
        grads.append([[finite_difference(f, arrays, (a, i, j)) for j in range(columns)] for i in range(rows)])
    return [np.array(grad) for grad in grads]
