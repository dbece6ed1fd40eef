# mistake: first line and last line, with nothing between
# fails: test_derive_posterior
# hint: First and last line are right. How do you get from one to the other: what happens if you
# divide by the numerator?

def derive_posterior():
    return [POSTERIOR["start"], sigmoid(log(p1 / p2) + log(prior1 / (1 - prior1)))]
