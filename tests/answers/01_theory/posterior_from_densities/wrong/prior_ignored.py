# mistake: divides by the sum of the densities, as if both classes were equally frequent
# fails: test_posterior_from_densities
# hint: Where both densities are equal you say one half. What should the posterior be where x says
# nothing?

def posterior_from_densities(p1, p2, prior1=0.5):
    return p1 / (p1 + p2)
