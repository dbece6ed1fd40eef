# mistake: returns flat arrays of derivatives
# fails: test_numerical_grads
# hint: One array of derivatives for each array, of its shape: what shape do yours have?

def numerical_grads(f, arrays):
    return [
        np.array([finite_difference(f, arrays, (a, i, j)) for i, j in np.ndindex(array.shape)])
        for a, array in enumerate(arrays)
    ]
