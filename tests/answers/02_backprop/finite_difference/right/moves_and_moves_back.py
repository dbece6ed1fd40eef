def finite_difference(f, arrays, k, eps=1e-5):
    which, row, column = k
    entry = arrays[which][row, column]
    try:
        arrays[which][row, column] = entry + eps
        above = f(arrays)
        arrays[which][row, column] = entry - eps
        below = f(arrays)
    finally:
        arrays[which][row, column] = entry
    return (above - below) / (2 * eps)
