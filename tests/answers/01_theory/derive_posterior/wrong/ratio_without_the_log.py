# mistake: the likelihood ratio itself, where its logarithm belongs
# fails: test_derive_posterior
# hint: 1/(1 + 1/r) is the sigmoid of something, but of r? Try r = 1, where both classes are equally
# likely.

def derive_posterior():
    return [
        POSTERIOR["start"],
        1 / (1 + p2 * (1 - prior1) / (p1 * prior1)),
        sigmoid(p1 * prior1 / (p2 * (1 - prior1))),
    ]
