# mistake: lets the integral run over eight standard deviations only
# fails: test_derive_kl
# hint: A little of the density lies beyond your limits. Where does the integral of the start end?

def derive_kl():
    mean = lambda f: Integral(density1 * f, (x, mu1 - 8 * sigma1, mu1 + 8 * sigma1))
    square1, square2 = (x - mu1) ** 2 / (2 * sigma1**2), (x - mu2) ** 2 / (2 * sigma2**2)
    return [
        DIVERGENCE["start"],
        mean(log(sigma2 / sigma1) - square1 + square2),
        log(sigma2 / sigma1) - Rational(1, 2) + mean(square2),
        log(sigma2 / sigma1) - Rational(1, 2) + (sigma1**2 + (mu1 - mu2) ** 2) / (2 * sigma2**2),
    ]
