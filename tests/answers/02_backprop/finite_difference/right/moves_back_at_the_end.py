def finite_difference(f, arrays, k, eps=1e-5):
    array, entry = arrays[k[0]], k[1:]
    old = array[entry]
    array[entry] = old + eps
    above = f(arrays)
    array[entry] = old - eps
    below = f(arrays)
    array[entry] = old
    return (above - below) / (2 * eps)
