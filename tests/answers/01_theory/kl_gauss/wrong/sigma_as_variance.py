# mistake: reads the standard deviations as variances: 1.8203 and 0.5297
# fails: test_kl_gauss
# hint: You get 1.8203 for the first pair. In this sheet, what is the second parameter of N, the
# variance or its root?

def kl_gauss(mu1, s1, mu2, s2):
    return 0.5 * np.log(s2 / s1) + (s1 + (mu1 - mu2) ** 2) / (2 * s2) - 0.5
