# mistake: collects the weights with a plus
# fails: test_derive_expfam_logit
# hint: Each weight is now the sum of two parameters. If both classes are the same, should the
# features still matter?

def derive_expfam_logit():
    odds = log(prior1 / (1 - prior1))
    return [
        FAMILY_LOGIT["start"],
        w11 * phi1 + w12 * phi2 - log(Z1) - (w21 * phi1 + w22 * phi2 - log(Z2)) + odds,
        (w11 + w21) * phi1 + (w12 + w22) * phi2 + log(Z2 / Z1) + odds,
    ]
