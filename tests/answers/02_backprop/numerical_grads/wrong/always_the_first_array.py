# mistake: asks for entries of the first array throughout
# fails: test_numerical_grads
# hint: k says which array to move. Does it change in your loop?

def numerical_grads(f, arrays):
    grads = [np.zeros_like(array) for array in arrays]
    for grad in grads:
        for row, column in np.ndindex(grad.shape):
            first = (0, row % arrays[0].shape[0], column % arrays[0].shape[1])
            grad[row, column] = finite_difference(f, arrays, first)
    return grads
