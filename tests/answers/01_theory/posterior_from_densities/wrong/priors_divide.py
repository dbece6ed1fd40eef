# mistake: the priors stand below the densities instead of beside them
# fails: test_posterior_from_densities
# hint: Make class 1 rarer: your posterior of class 1 grows. Should it?

def posterior_from_densities(p1, p2, prior1=0.5):
    return (p1 / prior1) / (p1 / prior1 + p2 / (1 - prior1))
