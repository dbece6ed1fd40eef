# mistake: ln p(C_1) instead of the log prior odds
# fails: test_gaussian_logit_params
# hint: With equal priors you subtract ln 2. What should equal priors contribute?

def gaussian_logit_params(mu1, s1, mu2, s2, prior1):
    theta = np.array([mu1 / s1**2 - mu2 / s2**2, 1 / s1**2 - 1 / s2**2])
    theta0 = -(mu1**2 / s1**2 - mu2**2 / s2**2) / 2 + np.log(s2 / s1) + np.log(prior1)
    return theta, theta0
