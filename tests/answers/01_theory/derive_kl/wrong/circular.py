# mistake: goes to the result and back, and adds nothing new
# fails: test_derive_kl
# hint: Your lines are all equal to the first, but which of them takes the derivation a step
# further?

def derive_kl():
    mean = lambda f: Integral(density1 * f, (x, -oo, oo))
    square1, square2 = (x - mu1) ** 2 / (2 * sigma1**2), (x - mu2) ** 2 / (2 * sigma2**2)
    return [
        DIVERGENCE["start"],
        log(sigma2 / sigma1) - Rational(1, 2) + (sigma1**2 + (mu1 - mu2) ** 2) / (2 * sigma2**2),
        DIVERGENCE["start"],
        (DIVERGENCE["start"] + log(sigma2 / sigma1) - Rational(1, 2) + (sigma1**2 + (mu1 - mu2) ** 2) / (2 * sigma2**2)) / 2,
        log(sigma2 / sigma1) - Rational(1, 2) + (sigma1**2 + (mu1 - mu2) ** 2) / (2 * sigma2**2),
    ]
