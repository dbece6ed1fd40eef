# mistake: the first natural parameter as the mean
# fails: test_complete
# hint: w_1 holds mu_1/sigma_1**2. How do you get mu_1 itself?

def complete(theta, theta0, mu2, s2):
    precision1 = 1 / s2**2 + theta[1]
    if precision1 <= 0:
        raise ValueError(f"class 1 would need the precision {precision1}")
    mu1, s1 = mu2 / s2**2 + theta[0], 1 / np.sqrt(precision1)
    log_odds = theta0 + (mu1**2 / s1**2 - mu2**2 / s2**2) / 2 - np.log(s2 / s1)
    return mu1, s1, mu2, s2, 1 / (1 + np.exp(-log_odds))
