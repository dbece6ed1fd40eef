# mistake: the sum of the means with the wrong sign
# fails: test_recover_means
# hint: theta_0 is minus half the difference of the squares. Where did the minus go?

def recover_means(theta, theta0):
    t = theta[0]
    if t == 0:
        raise ValueError("equal means")
    return (t + 2 * theta0 / t) / 2, (2 * theta0 / t - t) / 2
