# mistake: a spurious factor 1/2 in the second weight, as in the solution that the task grew from
# fails: test_gaussian_logit_params
# hint: Your second weight is half of what is expected. It belongs to -x**2/2: is the 1/2 counted
# twice?

def gaussian_logit_params(mu1, s1, mu2, s2, prior1):
    theta = np.array([mu1 / s1**2 - mu2 / s2**2, (1 / s1**2 - 1 / s2**2) / 2])
    theta0 = -(mu1**2 / s1**2 - mu2**2 / s2**2) / 2 + np.log(s2 / s1) + np.log(prior1 / (1 - prior1))
    return theta, theta0
