# mistake: the mean of both directions
# fails: test_kl_gauss
# hint: You return the same number for both directions. Is this divergence symmetric?

def kl_gauss(mu1, s1, mu2, s2):
    def one(m1, a, m2, b):
        return np.log(b / a) + (a**2 + (m1 - m2) ** 2) / (2 * b**2) - 0.5

    return (one(mu1, s1, mu2, s2) + one(mu2, s2, mu1, s1)) / 2
