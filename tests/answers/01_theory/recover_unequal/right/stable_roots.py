from math import copysign, log1p, sqrt as root_of


def recover_unequal(theta, theta0, s1, s2, prior1):
    t = float(theta[0])
    e = theta0 - np.log(s2 / s1) - (np.log(prior1) - log1p(-prior1))
    a, b, c = (s1 - s2) * (s1 + s2), s1 * s1 * t, (s1 * t) ** 2 + 2 * e  # a m**2 + 2 b m + c = 0
    quarter = (s1 * s2 * t) ** 2 - 2 * e * a
    if quarter < 0:
        return []
    big = -(b + copysign(root_of(quarter), b))  # the root without cancellation, then the product of both
    roots = [big / a, c / big] if big else [0.0, 0.0]
    return [(s1 * s1 * (t + m), s2 * s2 * m) for m in sorted(roots)]
