# mistake: turns the logarithm of a product into a product of logarithms
# fails: test_derive_posterior
# hint: You split a logarithm in the last step. What does the logarithm make of a product?

def derive_posterior():
    return [
        POSTERIOR["start"],
        1 / (1 + p2 * (1 - prior1) / (p1 * prior1)),
        sigmoid(log(p1 * prior1 / (p2 * (1 - prior1)))),
        sigmoid(log(p1 / p2) * log(prior1 / (1 - prior1))),
    ]
