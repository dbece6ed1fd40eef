# mistake: logarithm to base 2 of a result in nats: 19.499 instead of 13.516
# fails: test_kl_gauss
# hint: Your numbers are 1.44 times too large. In which unit are they?

def kl_gauss(mu1, s1, mu2, s2):
    return (np.log(s2 / s1) + (s1**2 + (mu1 - mu2) ** 2) / (2 * s2**2) - 0.5) / np.log(2)
