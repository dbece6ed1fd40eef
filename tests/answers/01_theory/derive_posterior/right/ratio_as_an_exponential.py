def derive_posterior():
    odds = p1 * prior1 / (p2 * (1 - prior1))
    return [
        POSTERIOR["start"],
        1 / (1 + p2 * (1 - prior1) / (p1 * prior1)),
        1 / (1 + exp(-log(odds))),
        1 / (1 + exp(-(log(p1) - log(p2) + log(prior1) - log(1 - prior1)))),
    ]
