# mistake: the quadratic term is divided by s2**2, not by twice that
# fails: test_kl_gauss
# hint: What does your function give for a density and itself? Where did the 2 of the exponent go?

def kl_gauss(mu1, s1, mu2, s2):
    return np.log(s2 / s1) + (s1**2 + (mu1 - mu2) ** 2) / s2**2 - 0.5
