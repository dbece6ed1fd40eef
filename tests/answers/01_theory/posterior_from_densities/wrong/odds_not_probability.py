# mistake: returns the posterior odds
# fails: test_posterior_from_densities
# hint: Three to one is 3 in your answer. What probability is it?

def posterior_from_densities(p1, p2, prior1=0.5):
    return p1 * prior1 / (p2 * (1 - prior1))
