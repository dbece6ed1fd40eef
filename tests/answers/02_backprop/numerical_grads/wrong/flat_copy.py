# mistake: moves entries through reshape(-1), which is a copy if the array is not contiguous
# fails: test_numerical_grads
# hint: For a transposed array, all your derivatives are 0: nothing has moved. When does reshape make a copy?

def numerical_grads(f, arrays):
    grads = []
    for array in arrays:
        flat = array.reshape(-1)
        grad = np.zeros(flat.size)
        for i in range(flat.size):
            old = flat[i]
            flat[i] = old + 1e-5
            above = f(arrays)
            flat[i] = old - 1e-5
            below = f(arrays)
            flat[i] = old
            grad[i] = (above - below) / 2e-5
        grads.append(grad.reshape(array.shape))
    return grads
