# mistake: one-sided differences with a step of 1e-7, for half the work
# fails: test_numerical_grads
# hint: At the bottom of a steep valley your derivative is not 0. Move in both directions, as finite_difference does.

def numerical_grads(f, arrays):
    start = f(arrays)
    grads = [np.zeros(array.shape) for array in arrays]
    for which, grad in enumerate(grads):
        for entry in np.ndindex(grad.shape):
            moved = [array.copy() for array in arrays]
            moved[which][entry] += 1e-7
            grad[entry] = (f(moved) - start) / 1e-7
    return grads
