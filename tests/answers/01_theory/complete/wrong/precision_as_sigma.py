# mistake: takes the precision for the standard deviation of class 1
# fails: test_complete, test_complete_refuses
# hint: 1/sigma_1**2 is what you have computed. What is sigma_1?

def complete(theta, theta0, mu2, s2):
    precision1 = 1 / s2**2 + theta[1]
    if precision1 <= 0:
        raise ValueError(f"class 1 would need the precision {precision1}")
    mu1, s1 = (mu2 / s2**2 + theta[0]) / precision1, precision1
    log_odds = theta0 + (mu1**2 / s1**2 - mu2**2 / s2**2) / 2 - np.log(s2 / s1)
    return mu1, s1, mu2, s2, 1 / (1 + np.exp(-log_odds))
