# mistake: integrates against q instead of p from the second line on
# fails: test_derive_kl
# hint: Under which of the two densities is the mean taken? Look at what stands in front of the
# logarithm.

def derive_kl():
    mean = lambda f: Integral(density2 * f, (x, -oo, oo))
    square1, square2 = (x - mu1) ** 2 / (2 * sigma1**2), (x - mu2) ** 2 / (2 * sigma2**2)
    return [
        DIVERGENCE["start"],
        mean(log(sigma2 / sigma1) - square1 + square2),
        log(sigma2 / sigma1) - mean(square1) + mean(square2),
        log(sigma2 / sigma1) + Rational(1, 2) - (sigma2**2 + (mu1 - mu2) ** 2) / (2 * sigma1**2),
    ]
