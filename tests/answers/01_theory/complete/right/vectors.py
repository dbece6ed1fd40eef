def complete(theta, theta0, mu2, s2):
    w1 = np.array([mu2, 1.0]) / s2**2 + np.asarray(theta)
    if w1[1] <= 0:
        raise ValueError(f"precision {w1[1]}")
    log_z1 = w1[0] ** 2 / (2 * w1[1]) - np.log(w1[1]) / 2
    log_z2 = mu2**2 / (2 * s2**2) + np.log(s2)
    z = theta0 + log_z1 - log_z2
    return np.array([w1[0] / w1[1], w1[1] ** -0.5, mu2, s2, 1 / (1 + np.exp(-z))])
