# mistake: integrates with the logarithm of a density plus a tiny number
# fails: test_kl_gauss
# hint: How large can ln(p/q) become in your integral, and how large is it 60 standard deviations away?

def kl_gauss(mu1, s1, mu2, s2):
    grid = np.linspace(mu1 - 12 * s1, mu1 + 12 * s1, 40001)
    p, q = np.exp(log_gauss(grid, mu1, s1)), np.exp(log_gauss(grid, mu2, s2))
    return float(np.trapezoid(p * (np.log(p + 1e-300) - np.log(q + 1e-300)), grid))
