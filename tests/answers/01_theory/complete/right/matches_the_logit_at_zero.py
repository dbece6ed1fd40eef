def complete(theta, theta0, mu2, s2):
    precision2 = s2**-2.0
    precision1 = precision2 + theta[1]
    if not precision1 > 0:
        raise ValueError("no Gaussian")
    s1 = precision1**-0.5
    mu1 = s1**2 * (precision2 * mu2 + theta[0])
    ratio = s2 / s1 * np.exp(mu2**2 / (2 * s2**2) - mu1**2 / (2 * s1**2))  # of the densities at x = 0
    return float(mu1), float(s1), float(mu2), float(s2), float(1 / (1 + ratio * np.exp(-theta0)))
