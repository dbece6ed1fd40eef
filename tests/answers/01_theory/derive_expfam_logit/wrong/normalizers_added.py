# mistake: ln Z1 and ln Z2 get the same sign, as in the solution that the task grew from
# fails: test_derive_expfam_logit
# hint: Both normalizers come out with the same sign. One stood below the numerator, the other below
# the denominator: which sign does each get?

def derive_expfam_logit():
    odds = log(prior1 / (1 - prior1))
    return [
        FAMILY_LOGIT["start"],
        w11 * phi1 + w12 * phi2 - log(Z1) - (w21 * phi1 + w22 * phi2 + log(Z2)) + odds,
        (w11 - w21) * phi1 + (w12 - w22) * phi2 - log(Z1) - log(Z2) + odds,
    ]
