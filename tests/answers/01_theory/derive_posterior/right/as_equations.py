def derive_posterior():
    a, b = p1 * prior1, p2 * (1 - prior1)
    return [
        sp.Eq(a / (a + b), 1 / (1 + b / a), evaluate=False),
        sp.Eq(1 / (1 + b / a), sigmoid(log(a / b)), evaluate=False),
        sigmoid(log(p1 / p2) + log(prior1 / (1 - prior1))),
    ]
