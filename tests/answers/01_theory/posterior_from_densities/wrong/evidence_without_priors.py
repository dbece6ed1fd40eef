# mistake: weights the numerator with the prior, but not the sum below
# fails: test_posterior_from_densities
# hint: Add your posteriors of both classes: do they come to 1? What has the denominator to be the
# sum of?

def posterior_from_densities(p1, p2, prior1=0.5):
    return p1 * prior1 / (p1 + p2)
