def derive_expfam_logit():
    first = w11 * phi1 + w12 * phi2 + log(h) - log(Z1)
    second = w21 * phi1 + w22 * phi2 + log(h) - log(Z2)
    difference = expand(first - second)
    return [first - second + log(prior1 / (1 - prior1)), sp.collect(difference, [phi1, phi2]) + log(prior1) - log(1 - prior1)]
