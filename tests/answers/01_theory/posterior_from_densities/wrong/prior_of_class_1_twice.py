# mistake: both classes get the prior of class 1, which then cancels
# fails: test_posterior_from_densities
# hint: Change prior1 and nothing happens. What is the prior of class 2?

def posterior_from_densities(p1, p2, prior1=0.5):
    return p1 * prior1 / (p1 * prior1 + p2 * prior1)
