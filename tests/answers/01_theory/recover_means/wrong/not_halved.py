# mistake: sum and difference added, but not halved
# fails: test_recover_means
# hint: Both of your means are twice what they should be. Sum plus difference gives how many mu_1?

def recover_means(theta, theta0):
    t = theta[0]
    if t == 0:
        raise ValueError("equal means")
    return t - 2 * theta0 / t, -(t + 2 * theta0 / t)
