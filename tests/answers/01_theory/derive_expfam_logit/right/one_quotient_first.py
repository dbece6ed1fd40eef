def derive_expfam_logit():
    odds = log(prior1 / (1 - prior1))
    return [
        log(member1 / member2) + odds,
        log(Z2 / Z1) + w11 * phi1 + w12 * phi2 - w21 * phi1 - w22 * phi2 + odds,
        phi1 * (w11 - w21) - phi2 * (w22 - w12) + log(Z2 * prior1 / (Z1 * (1 - prior1))),
    ]
