# mistake: divides by the standard deviations, not by the variances
# fails: test_gaussian_logit_params
# hint: Double all lengths, means and standard deviations. By which factor should the weight of x
# change? Which powers of s do you divide by?

def gaussian_logit_params(mu1, s1, mu2, s2, prior1):
    theta = np.array([mu1 / s1 - mu2 / s2, 1 / s1 - 1 / s2])
    theta0 = -(mu1**2 / s1 - mu2**2 / s2) / 2 + np.log(s2 / s1) + np.log(prior1 / (1 - prior1))
    return theta, theta0
