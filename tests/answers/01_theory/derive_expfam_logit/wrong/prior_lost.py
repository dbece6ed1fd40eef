# mistake: the log prior odds disappear on the way
# fails: test_derive_expfam_logit
# hint: One line does not depend on the prior any more. Where did it go?

def derive_expfam_logit():
    odds = log(prior1 / (1 - prior1))
    return [
        FAMILY_LOGIT["start"],
        w11 * phi1 + w12 * phi2 - log(Z1) - (w21 * phi1 + w22 * phi2 - log(Z2)),
        (w11 - w21) * phi1 + (w12 - w22) * phi2 + log(Z2 / Z1),
    ]
