# mistake: the log prior odds get the wrong sign
# fails: test_derive_posterior
# hint: Up to the last line all is well. Make class 1 more frequent in your result: does its
# posterior rise?

def derive_posterior():
    return [
        POSTERIOR["start"],
        1 / (1 + p2 * (1 - prior1) / (p1 * prior1)),
        sigmoid(log(p1 * prior1 / (p2 * (1 - prior1)))),
        sigmoid(log(p1 / p2) - log(prior1 / (1 - prior1))),
    ]
