# mistake: w_1 is written into a copy of theta, which cuts off decimals if theta holds integers
# fails: test_complete
# hint: Which dtype has a copy of an array of integers?

def complete(theta, theta0, mu2, s2):
    if theta[1] + 1 / s2**2 <= 0:
        raise ValueError("There is no Gaussian class 1.")
    s1 = 1 / np.sqrt(theta[1] + 1 / s2**2)
    w1 = theta.copy()
    w1[0] = theta[0] + mu2 / s2**2
    mu1 = w1[0] * s1**2
    log_odds = theta0 - np.log(s2 / s1) + (mu1**2 / s1**2 - mu2**2 / s2**2) / 2
    return mu1, s1, mu2, s2, np.exp(-np.logaddexp(0, -log_odds))
