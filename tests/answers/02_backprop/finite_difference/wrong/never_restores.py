# mistake: adds eps, subtracts 2 eps, and leaves the weight shifted
# fails: test_finite_difference_restores
# hint: Check one entry twice and print the array: where is it now? Whoever moves something has to put it back.

def finite_difference(f, arrays, k, eps=1e-5):
    which, row, column = k
    arrays[which][row, column] += eps
    above = f(arrays)
    arrays[which][row, column] -= 2 * eps
    below = f(arrays)
    return (above - below) / (2 * eps)
