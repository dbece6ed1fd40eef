# mistake: goes round in circles: start, result, start, result in another order
# fails: test_derive_posterior
# hint: You go to the result and back. Which lines lead there for the first time?

def derive_posterior():
    goal = sigmoid(log(p1 / p2) + log(prior1 / (1 - prior1)))
    return [POSTERIOR["start"], goal, POSTERIOR["start"], sigmoid(log(p1) - log(p2) + log(prior1 / (1 - prior1))), goal]
