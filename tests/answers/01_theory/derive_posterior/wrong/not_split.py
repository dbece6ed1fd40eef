# mistake: stops at the log odds of the joint densities, which any probability has
# fails: test_derive_posterior
# hint: Every probability is the sigmoid of its own log odds, so that says little. Which part of
# yours depends on x, and which does not?

def derive_posterior():
    return [
        POSTERIOR["start"],
        1 / (1 + p2 * (1 - prior1) / (p1 * prior1)),
        sigmoid(log(p1 * prior1 / (p2 * (1 - prior1)))),
    ]
