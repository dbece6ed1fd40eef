# mistake: does not refuse a class 1 whose precision is not positive
# fails: test_complete_refuses
# hint: With 1/s2**2 = 1/4 and theta_2 = -1/2 you take the root of a negative number. What should
# happen then?

def complete(theta, theta0, mu2, s2):
    precision1 = 1 / s2**2 + theta[1]
    mu1, s1 = (mu2 / s2**2 + theta[0]) / precision1, 1 / np.sqrt(precision1)
    log_odds = theta0 + (mu1**2 / s1**2 - mu2**2 / s2**2) / 2 - np.log(s2 / s1)
    return mu1, s1, mu2, s2, 1 / (1 + np.exp(-log_odds))
