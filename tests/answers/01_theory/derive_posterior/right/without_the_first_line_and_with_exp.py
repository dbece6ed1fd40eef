def derive_posterior():
    z = log(p1) - log(p2) + log(prior1) - log(1 - prior1)
    with sp.evaluate(False):
        last = 1 / (1 + exp(-z))
    return [
        1 - p2 * (1 - prior1) / (p1 * prior1 + p2 * (1 - prior1)),
        1 / (1 + p2 * (1 - prior1) / (p1 * prior1)),
        last,
    ]
