def kl_gauss(mu1, s1, mu2, s2):
    ratio, shift = (s1 / s2) ** 2, (mu1 - mu2) / s2
    return 0.5 * (ratio - 1 - np.log(ratio) + shift**2)
