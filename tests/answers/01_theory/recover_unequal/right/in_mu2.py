def recover_unequal(theta, theta0, s1, s2, prior1):
    slope, offset = (s1 / s2) ** 2, s1**2 * theta[0]  # mu1 = slope * mu2 + offset
    e = theta0 + np.log(s1) - np.log(s2) - np.log(prior1) + np.log1p(-prior1)
    square = np.poly1d([1 / s2**2, 0, 0]) - np.poly1d([slope, offset]) ** 2 / s1**2 - 2 * e
    roots = sorted(root.real for root in square.roots if abs(root.imag) < 1e-9)
    return [(slope * m + offset, m) for m in roots]
