# mistake: returns one pair if both are equal
# fails: test_recover_unequal
# hint: What does a set make of two equal numbers?

def recover_unequal(theta, theta0, s1, s2, prior1):
    t, e = theta[0], theta0 - np.log(s2 / s1) - np.log(prior1 / (1 - prior1))
    a, b, c = s2**2 - s1**2, -2 * s1**2 * t, -(s1**2) * t**2 - 2 * e
    if b**2 - 4 * a * c < 0:
        return []
    root = np.sqrt(b**2 - 4 * a * c)
    return [(s1**2 * (t + m), s2**2 * m) for m in sorted({(-b - root) / (2 * a), (-b + root) / (2 * a)})]
