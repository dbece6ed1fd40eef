# mistake: refuses negative precisions, but not 0
# fails: test_complete_refuses
# hint: A precision of exactly 0: how wide would that Gaussian be?

def complete(theta, theta0, mu2, s2):
    precision1 = 1 / s2**2 + theta[1]
    if precision1 < 0:
        raise ValueError(f"class 1 would need the precision {precision1}")
    mu1, s1 = (mu2 / s2**2 + theta[0]) / precision1, 1 / np.sqrt(precision1)
    log_odds = theta0 + (mu1**2 / s1**2 - mu2**2 / s2**2) / 2 - np.log(s2 / s1)
    return mu1, s1, mu2, s2, 1 / (1 + np.exp(-log_odds))
