# mistake: subtracts in the wrong order
# fails: test_finite_difference
# hint: Your derivative of a growing function is negative. Which value comes first?

def finite_difference(f, arrays, k, eps=1e-5):
    which, row, column = k
    values = []
    for sign in (1, -1):
        moved = [array.copy() for array in arrays]
        moved[which][row, column] += sign * eps
        values.append(f(moved))
    return (values[1] - values[0]) / (2 * eps)
