def derive_posterior():
    prior2 = 1 - prior1
    return [
        POSTERIOR["start"],
        p1 / (p1 + p2 * prior2 / prior1),
        1 / (1 + p2 / p1 * prior2 / prior1),
        sigmoid(-log(p2 * prior2 / (p1 * prior1))),
        sigmoid(log(p1) + log(prior1) - log(p2) - log(prior2)),
    ]
