# mistake: writes the derivatives into the arrays it was given
# fails: test_numerical_grads, test_finite_difference_restores
# hint: Where do you store the derivatives? After the call the arrays must be as they were.

def numerical_grads(f, arrays):
    for which, array in enumerate(arrays):
        for row, column in np.ndindex(array.shape):
            array[row, column] = finite_difference(f, arrays, (which, row, column))
    return arrays
