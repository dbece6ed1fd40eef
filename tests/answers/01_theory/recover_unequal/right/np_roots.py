def recover_unequal(theta, theta0, s1, s2, prior1):
    e = theta0 - np.log(s2 / s1) - np.log(prior1 / (1 - prior1))
    ms = np.roots([s2**2 - s1**2, -2 * s1**2 * theta[0], -(s1**2) * theta[0] ** 2 - 2 * e])
    if np.iscomplexobj(ms) and np.abs(ms.imag).max() > 0:
        return []
    return [(s1**2 * (theta[0] + m), s2**2 * m) for m in np.sort(ms.real)]
