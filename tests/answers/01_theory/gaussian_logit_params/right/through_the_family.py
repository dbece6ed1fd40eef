def gaussian_logit_params(mu1, s1, mu2, s2, prior1):
    def natural(mu, s):
        return np.array([mu, 1.0]) / s**2, mu**2 / (2 * s**2) + np.log(s)

    (w1, log_z1), (w2, log_z2) = natural(mu1, s1), natural(mu2, s2)
    return w1 - w2, log_z2 - log_z1 + np.log(prior1) - np.log1p(-prior1)
