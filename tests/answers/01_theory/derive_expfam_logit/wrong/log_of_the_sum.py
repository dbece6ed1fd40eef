# mistake: takes ln(1/Z) for 1/ln Z
# fails: test_derive_expfam_logit
# hint: What is the logarithm of 1/Z?

def derive_expfam_logit():
    odds = log(prior1 / (1 - prior1))
    return [
        FAMILY_LOGIT["start"],
        w11 * phi1 + w12 * phi2 + 1 / log(Z1) - (w21 * phi1 + w22 * phi2 + 1 / log(Z2)) + odds,
        (w11 - w21) * phi1 + (w12 - w22) * phi2 + 1 / log(Z1) - 1 / log(Z2) + odds,
    ]
