# mistake: puts the 0.2 inside of the square
# fails: test_valley
# hint: How flat is your valley along theta_2: what multiplies the square there?

def valley(theta):
    return (theta[..., 0] - 1) ** 2 + (0.2 * (theta[..., 1] - 2)) ** 2
