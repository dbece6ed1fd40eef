# mistake: ln(s1/s2)
# fails: test_kl_gauss
# hint: For equal means, let s1 shrink toward 0: p becomes ever more certain. Should its divergence
# fall to minus infinity?

def kl_gauss(mu1, s1, mu2, s2):
    return np.log(s1 / s2) + (s1**2 + (mu1 - mu2) ** 2) / (2 * s2**2) - 0.5
