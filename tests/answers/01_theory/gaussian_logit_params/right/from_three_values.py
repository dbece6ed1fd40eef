def gaussian_logit_params(mu1, s1, mu2, s2, prior1):
    x = np.array([-1.0, 0.0, 1.0])
    z = -(((x - mu1) / s1) ** 2) / 2 + ((x - mu2) / s2) ** 2 / 2 + np.log(s2 * prior1 / (s1 * (1 - prior1)))
    return np.array([(z[2] - z[0]) / 2, -(z[2] - 2 * z[1] + z[0])]), z[1]
