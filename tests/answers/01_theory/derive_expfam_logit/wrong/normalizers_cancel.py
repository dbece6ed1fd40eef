# mistake: drops the normalizers together with h
# fails: test_derive_expfam_logit
# hint: h is the same in both classes. Is Z?

def derive_expfam_logit():
    odds = log(prior1 / (1 - prior1))
    return [
        FAMILY_LOGIT["start"],
        w11 * phi1 + w12 * phi2 - w21 * phi1 - w22 * phi2 + odds,
        (w11 - w21) * phi1 + (w12 - w22) * phi2 + odds,
    ]
