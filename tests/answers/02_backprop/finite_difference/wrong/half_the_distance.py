# mistake: divides by eps although the points are 2 eps apart
# fails: test_finite_difference
# hint: Your derivative is twice too large. How far apart are the two points?

def finite_difference(f, arrays, k, eps=1e-5):
    which, row, column = k
    values = []
    for sign in (1, -1):
        moved = [array.copy() for array in arrays]
        moved[which][row, column] += sign * eps
        values.append(f(moved))
    return (values[0] - values[1]) / eps
