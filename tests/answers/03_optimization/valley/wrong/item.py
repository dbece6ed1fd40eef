# mistake: returns a Python number, which works for one point and has no gradient
# fails: test_valley
# hint: What becomes of the graph when a tensor is turned into a float, and what of a batch?

def valley(theta):
    return float((theta[0] - 1) ** 2 + 0.2 * (theta[1] - 2) ** 2)
