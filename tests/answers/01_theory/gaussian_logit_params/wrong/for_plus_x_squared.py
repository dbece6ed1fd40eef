# mistake: the weight of x**2 instead of the one of -x**2/2
# fails: test_gaussian_logit_params
# hint: Which second feature do your weights belong to, x**2 or -x**2/2?

def gaussian_logit_params(mu1, s1, mu2, s2, prior1):
    theta = np.array([mu1 / s1**2 - mu2 / s2**2, (1 / s2**2 - 1 / s1**2) / 2])
    theta0 = -(mu1**2 / s1**2 - mu2**2 / s2**2) / 2 + np.log(s2 / s1) + np.log(prior1 / (1 - prior1))
    return theta, theta0
