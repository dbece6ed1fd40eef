# same as: nothing
def posterior_from_densities(p1, p2, prior1=0.5):
    one, two = p1 * prior1**2, p2 * (1 - prior1) ** 2
    return one / (one + two)
