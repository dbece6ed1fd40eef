# mistake: the -1/2 is missing
# fails: test_kl_gauss
# hint: What does your function give for a density and itself, and what should it?

def kl_gauss(mu1, s1, mu2, s2):
    return np.log(s2 / s1) + (s1**2 + (mu1 - mu2) ** 2) / (2 * s2**2)
