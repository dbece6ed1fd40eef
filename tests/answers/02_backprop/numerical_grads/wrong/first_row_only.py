# mistake: differentiates by the first row of each array only
# fails: test_numerical_grads
# hint: Some of your derivatives are 0 although the function depends on the entry. Which rows do you visit?

def numerical_grads(f, arrays):
    grads = [np.zeros_like(array) for array in arrays]
    for which, grad in enumerate(grads):
        for column in range(grad.shape[1]):
            grad[0, column] = finite_difference(f, arrays, (which, 0, column))
    return grads
