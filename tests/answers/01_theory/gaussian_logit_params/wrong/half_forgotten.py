# mistake: the squares of the means without their 1/2
# fails: test_gaussian_logit_params
# hint: Check your offset at x = 0, where only the exponents mu**2/(2 s**2) and the rest are left.

def gaussian_logit_params(mu1, s1, mu2, s2, prior1):
    theta = np.array([mu1 / s1**2 - mu2 / s2**2, 1 / s1**2 - 1 / s2**2])
    theta0 = -(mu1**2 / s1**2 - mu2**2 / s2**2) + np.log(s2 / s1) + np.log(prior1 / (1 - prior1))
    return theta, theta0
