# mistake: takes k as (array, column, row)
# fails: test_finite_difference
# hint: Read the docstring again: in which order are row and column in k?

def finite_difference(f, arrays, k, eps=1e-5):
    which, column, row = k
    values = []
    for sign in (1, -1):
        moved = [array.copy() for array in arrays]
        moved[which][row % moved[which].shape[0], column % moved[which].shape[1]] += sign * eps
        values.append(f(moved))
    return (values[0] - values[1]) / (2 * eps)
