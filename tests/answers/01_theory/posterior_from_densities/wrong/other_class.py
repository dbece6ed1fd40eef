# mistake: returns the posterior of class 2
# fails: test_posterior_from_densities
# hint: Where the density of class 1 towers over the other, what should your answer be close to?

def posterior_from_densities(p1, p2, prior1=0.5):
    return p2 * (1 - prior1) / (p1 * prior1 + p2 * (1 - prior1))
