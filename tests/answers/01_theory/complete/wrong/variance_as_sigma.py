# mistake: returns the variance of class 1
# fails: test_complete, test_complete_refuses
# hint: Your second number is the square of what is expected. Which of the two does N name here?

def complete(theta, theta0, mu2, s2):
    precision1 = 1 / s2**2 + theta[1]
    if precision1 <= 0:
        raise ValueError(f"class 1 would need the precision {precision1}")
    mu1, s1 = (mu2 / s2**2 + theta[0]) / precision1, 1 / precision1
    log_odds = theta0 + (mu1**2 / s1**2 - mu2**2 / s2**2) / 2 - np.log(s2 / s1)
    return mu1, s1, mu2, s2, 1 / (1 + np.exp(-log_odds))
