# mistake: mu2 with the wrong sign, as in the solution that the task grew from
# fails: test_recover_means
# hint: For N(2, 1) and N(1, 1) you find -1 for the second mean. What is mu_1 - mu_2 of your two
# numbers?

def recover_means(theta, theta0):
    t = theta[0]
    if t == 0:
        raise ValueError("equal means")
    return (t - 2 * theta0 / t) / 2, (t + 2 * theta0 / t) / 2
