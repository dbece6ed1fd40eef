# mistake: multiplies the arrays that were passed in
# fails: test_posterior_from_densities
# hint: What is in p1 after the call?

def posterior_from_densities(p1, p2, prior1=0.5):
    p1 *= prior1
    p2 *= 1 - prior1
    return p1 / (p1 + p2)
