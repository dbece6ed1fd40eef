# mistake: indexes the first axis, which is the batch when there is one
# fails: test_valley
# hint: For one point theta[0] is a coordinate. What is it for five points?

def valley(theta):
    return (theta[0] - 1) ** 2 + 0.2 * (theta[1] - 2) ** 2
