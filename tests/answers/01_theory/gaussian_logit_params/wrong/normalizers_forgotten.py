# mistake: no ln(s2/s1) in the offset
# fails: test_gaussian_logit_params
# hint: For equal means and priors, compare the two densities at the mean. Which is higher? What
# does your offset say?

def gaussian_logit_params(mu1, s1, mu2, s2, prior1):
    theta = np.array([mu1 / s1**2 - mu2 / s2**2, 1 / s1**2 - 1 / s2**2])
    theta0 = -(mu1**2 / s1**2 - mu2**2 / s2**2) / 2 + np.log(prior1 / (1 - prior1))
    return theta, theta0
