# mistake: divides by the first root to get the second, which is 0/0 if the first is 0
# fails: test_recover_unequal
# hint: May the mean of class 2 be 0? What is your second root then?

def recover_unequal(theta, theta0, s1, s2, prior1):
    t, e = theta[0], theta0 - np.log(s2 / s1) - np.log(prior1 / (1 - prior1))
    a, b, c = s1**2 - s2**2, s1**2 * t, s1**2 * t**2 + 2 * e  # a m**2 + 2 b m + c = 0
    if b**2 - a * c < 0:
        return []
    m = (np.sqrt(b**2 - a * c) - b) / a
    return [(s1**2 * (t + n), s2**2 * n) for n in sorted([m, c / (a * m)])]
