# mistake: 1 minus the posterior of class 2, so tiny posteriors are lost to rounding
# fails: test_posterior_from_densities
# hint: 1 - 1e-20 is 1 in floating point. Can you get the posterior of class 1 without that difference?

def posterior_from_densities(p1, p2, prior1=0.5):
    odds = p1 / p2 * (prior1 / (1 - prior1))
    return 1 - 1 / (1 + odds)
