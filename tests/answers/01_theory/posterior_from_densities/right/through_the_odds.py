def posterior_from_densities(p1, p2, prior1=0.5):
    odds = p1 / p2 * (prior1 / (1 - prior1))
    return 1 - 1 / (1 + odds)
