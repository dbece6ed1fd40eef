# mistake: takes Gaussians that are nearly equal for equal
# fails: test_kl_gauss
# hint: Which two standard deviations below 1e-8 does np.isclose tell apart?

def kl_gauss(mu1, s1, mu2, s2):
    if np.allclose([mu1, s1], [mu2, s2]):
        return 0.0
    return np.log(s2 / s1) + (s1**2 + (mu1 - mu2) ** 2) / (2 * s2**2) - 0.5
