# mistake: takes a small inverse variance for 0
# fails: test_complete_refuses
# hint: A standard deviation of 1e9 is wide, but a Gaussian. Which inverse variances have none?

def complete(theta, theta0, mu2, s2):
    w1 = np.array([mu2, 1.0]) / s2**2 + theta
    if w1[1] < 1e-6:
        raise ValueError("No Gaussian has this inverse variance.")
    mu1, s1 = w1[0] / w1[1], 1 / np.sqrt(w1[1])
    log_odds = theta0 - np.log(s2 / s1) + (mu1**2 / s1**2 - mu2**2 / s2**2) / 2
    return mu1, s1, mu2, s2, np.exp(-np.logaddexp(0, -log_odds))
