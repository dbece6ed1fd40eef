# mistake: adds where it should subtract, so that the lowest point is (-1, -2)
# fails: test_valley
# hint: Where is your f zero?

def valley(theta):
    return (theta[..., 0] + 1) ** 2 + 0.2 * (theta[..., 1] + 2) ** 2
