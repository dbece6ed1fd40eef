def posterior_from_densities(p1, p2, prior1=0.5):
    log1, log2 = np.log(p1) + np.log(prior1), np.log(p2) + np.log1p(-prior1)
    return np.exp(log1 - np.logaddexp(log1, log2))
