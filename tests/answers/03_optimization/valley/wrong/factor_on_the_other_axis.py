# mistake: flattens theta_1 instead of theta_2
# fails: test_valley
# hint: In which direction is your valley flat, and in which should it be?

def valley(theta):
    return 0.2 * (theta[..., 0] - 1) ** 2 + (theta[..., 1] - 2) ** 2
