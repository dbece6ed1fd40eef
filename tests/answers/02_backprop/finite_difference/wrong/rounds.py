# mistake: rounds the quotient to eight decimals
# fails: test_finite_difference
# hint: A derivative of 1e-12 is small, not 0. Round when you print, not when you compute.

def finite_difference(f, arrays, k, eps=1e-5):
    which, row, column = k
    values = []
    for sign in (1, -1):
        moved = [array.copy() for array in arrays]
        moved[which][row, column] += sign * eps
        values.append(f(moved))
    return round((values[0] - values[1]) / (2 * eps), 8)
