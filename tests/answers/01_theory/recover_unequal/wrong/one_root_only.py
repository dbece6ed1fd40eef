# mistake: one of the two roots
# fails: test_recover_unequal
# hint: A quadratic equation has another root. Is it a solution as well?

def recover_unequal(theta, theta0, s1, s2, prior1):
    e = theta0 - np.log(s2 / s1) - np.log(prior1 / (1 - prior1))
    t = theta[0]
    a, b, c = s2**2 - s1**2, -2 * s1**2 * t, -(s1**2) * t**2 - 2 * e
    if b**2 - 4 * a * c < 0:
        return []
    root = np.sqrt(b**2 - 4 * a * c)
    ms = [(-b + root) / (2 * a)]
    return [(s1**2 * (t + m), s2**2 * m) for m in ms]
