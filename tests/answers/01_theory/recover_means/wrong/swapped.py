# mistake: mu2 before mu1
# fails: test_recover_means
# hint: What is the sign of mu_1 - mu_2 of your two numbers, and that of theta_1?

def recover_means(theta, theta0):
    t = theta[0]
    if t == 0:
        raise ValueError("equal means")
    return -(t + 2 * theta0 / t) / 2, (t - 2 * theta0 / t) / 2
