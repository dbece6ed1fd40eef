# mistake: takes widths that are nearly equal for equal
# fails: test_gaussian_logit_params
# hint: 1e-9 and 2e-9 differ by a factor 2. What does np.isclose say of them?

def gaussian_logit_params(mu1, s1, mu2, s2, prior1):
    theta2 = 0.0 if np.isclose(s1, s2) else 1 / s1**2 - 1 / s2**2
    theta0 = (mu2**2 / s2**2 - mu1**2 / s1**2) / 2 + np.log(s2 / s1) + np.log(prior1 / (1 - prior1))
    return np.array([mu1 / s1**2 - mu2 / s2**2, theta2]), theta0
