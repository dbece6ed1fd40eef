# mistake: ln(s1/s2)
# fails: test_gaussian_logit_params
# hint: At its mean, the narrow class has the higher density. Does a large s1 lower your offset?

def gaussian_logit_params(mu1, s1, mu2, s2, prior1):
    theta = np.array([mu1 / s1**2 - mu2 / s2**2, 1 / s1**2 - 1 / s2**2])
    theta0 = -(mu1**2 / s1**2 - mu2**2 / s2**2) / 2 + np.log(s1 / s2) + np.log(prior1 / (1 - prior1))
    return theta, theta0
