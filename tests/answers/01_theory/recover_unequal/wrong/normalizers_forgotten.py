# mistake: ln(s2/s1) stays in the offset
# fails: test_recover_unequal
# hint: theta_0 holds more than the means. Which terms do you have to take off first?

def recover_unequal(theta, theta0, s1, s2, prior1):
    e = theta0 - np.log(prior1 / (1 - prior1))
    t = theta[0]
    a, b, c = s2**2 - s1**2, -2 * s1**2 * t, -(s1**2) * t**2 - 2 * e
    if b**2 - 4 * a * c < 0:
        return []
    root = np.sqrt(b**2 - 4 * a * c)
    ms = sorted([(-b - root) / (2 * a), (-b + root) / (2 * a)])
    return [(s1**2 * (t + m), s2**2 * m) for m in ms]
