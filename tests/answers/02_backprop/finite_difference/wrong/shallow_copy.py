# mistake: copies the list but not the arrays in it
# fails: test_finite_difference_restores
# hint: list(arrays) is a new list of the same arrays. What do you change in them?

def finite_difference(f, arrays, k, eps=1e-5):
    which, row, column = k
    ahead, behind = list(arrays), list(arrays)
    ahead[which][row, column] += eps
    above = f(ahead)
    behind[which][row, column] -= 2 * eps
    return (above - f(behind)) / (2 * eps)
