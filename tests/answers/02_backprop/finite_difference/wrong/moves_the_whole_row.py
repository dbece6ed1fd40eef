# mistake: moves every entry of the row
# fails: test_finite_difference
# hint: A partial derivative moves one entry. How many do you move?

def finite_difference(f, arrays, k, eps=1e-5):
    which, row, column = k
    values = []
    for sign in (1, -1):
        moved = [array.copy() for array in arrays]
        moved[which][row] += sign * eps
        values.append(f(moved))
    return (values[0] - values[1]) / (2 * eps)
