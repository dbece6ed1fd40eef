def kl_gauss(mu1, s1, mu2, s2):
    v1, v2 = np.square([s1, s2], dtype=float)
    return float((np.log(v2 / v1) + (v1 + (mu1 - mu2) ** 2) / v2 - 1) / 2)
