# mistake: the features stand in two terms each
# fails: test_derive_expfam_logit
# hint: Each statistic still stands in two terms. What is its one weight?

def derive_expfam_logit():
    odds = log(prior1 / (1 - prior1))
    return [
        FAMILY_LOGIT["start"],
        w11 * phi1 + w12 * phi2 - log(Z1) - (w21 * phi1 + w22 * phi2 - log(Z2)) + odds,
    ]
