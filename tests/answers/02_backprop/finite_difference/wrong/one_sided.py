# mistake: moves in one direction only
# fails: test_finite_difference
# hint: Try x**3 at 1 with eps = 0.1. Is your error of order eps or eps squared?

def finite_difference(f, arrays, k, eps=1e-5):
    which, row, column = k
    moved = [array.copy() for array in arrays]
    moved[which][row, column] += eps
    return (f(moved) - f(arrays)) / eps
