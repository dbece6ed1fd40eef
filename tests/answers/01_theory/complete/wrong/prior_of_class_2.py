# mistake: the prior of class 2
# fails: test_complete
# hint: You return one minus what is expected. Whose prior is it?

def complete(theta, theta0, mu2, s2):
    precision1 = 1 / s2**2 + theta[1]
    if precision1 <= 0:
        raise ValueError(f"class 1 would need the precision {precision1}")
    mu1, s1 = (mu2 / s2**2 + theta[0]) / precision1, 1 / np.sqrt(precision1)
    log_odds = theta0 + (mu1**2 / s1**2 - mu2**2 / s2**2) / 2 - np.log(s2 / s1)
    return mu1, s1, mu2, s2, 1 / (1 + np.exp(log_odds))
