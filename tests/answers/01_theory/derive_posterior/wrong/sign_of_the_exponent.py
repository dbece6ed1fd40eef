# mistake: takes 1/(1 + r) for sigmoid(ln r), the ratio upside down
# fails: test_derive_posterior
# hint: In which direction does your ratio point? What is 1/(1 + exp(-u)) for a large u, and what
# does your step make of it?

def derive_posterior():
    return [
        POSTERIOR["start"],
        1 / (1 + p2 * (1 - prior1) / (p1 * prior1)),
        sigmoid(log(p2 * (1 - prior1) / (p1 * prior1))),
        sigmoid(log(p2 / p1) + log((1 - prior1) / prior1)),
    ]
