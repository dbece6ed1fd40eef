# mistake: one of the two lines between only expands the fraction by 2
# fails: test_derive_posterior
# hint: Your second line holds a 2 in every term. What does it say that the start does not?

def derive_posterior():
    return [
        POSTERIOR["start"],
        2 * p1 * prior1 / (2 * p1 * prior1 + 2 * p2 * (1 - prior1)),
        1 / (1 + p2 * (1 - prior1) / (p1 * prior1)),
        sigmoid(log(p1 / p2) + log(prior1 / (1 - prior1))),
    ]
