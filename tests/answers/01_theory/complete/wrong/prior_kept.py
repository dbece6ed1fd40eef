# mistake: theta_0 as the log prior odds, without what the densities contribute
# fails: test_complete
# hint: Your prior does not depend on the class 2 you chose. Does the offset hold nothing but the
# prior?

def complete(theta, theta0, mu2, s2):
    precision1 = 1 / s2**2 + theta[1]
    if precision1 <= 0:
        raise ValueError(f"class 1 would need the precision {precision1}")
    mu1, s1 = (mu2 / s2**2 + theta[0]) / precision1, 1 / np.sqrt(precision1)
    log_odds = theta0
    return mu1, s1, mu2, s2, 1 / (1 + np.exp(-log_odds))
