# mistake: assumes that the means lie at equal distances from 0
# fails: test_recover_means
# hint: Your two means always add up to 0. Does theta_0 not say something about their sum?

def recover_means(theta, theta0):
    t = theta[0]
    if t == 0:
        raise ValueError("equal means")
    return t / 2, -t / 2
