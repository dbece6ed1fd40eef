def kl_gauss(mu1, s1, mu2, s2):
    nodes, weights = np.polynomial.hermite_e.hermegauss(20)  # the integrand is a polynomial times p
    x = mu1 + s1 * nodes
    log_ratio = np.log(s2 / s1) - nodes**2 / 2 + ((x - mu2) / s2) ** 2 / 2
    return weights @ log_ratio / np.sqrt(2 * np.pi)
