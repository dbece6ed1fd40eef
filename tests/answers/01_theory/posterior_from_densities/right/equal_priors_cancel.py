def posterior_from_densities(p1, p2, prior1=0.5):
    if prior1 == 0.5:
        return p1 / (p1 + p2)
    return p1 * prior1 / (p1 * prior1 + p2 * (1 - prior1))
