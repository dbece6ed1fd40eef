# mistake: no line between the first and the last
# fails: test_derive_expfam_logit
# hint: The result is right. Which step leads there: what does the logarithm make of h, of exp, of
# Z?

def derive_expfam_logit():
    odds = log(prior1 / (1 - prior1))
    return [
        FAMILY_LOGIT["start"],
        (w11 - w21) * phi1 + (w12 - w22) * phi2 + log(Z2) - log(Z1) + odds,
    ]
