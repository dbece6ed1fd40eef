# mistake: takes the mean of (x - mu2)**2 for the square of the mean, so the variance is lost
# fails: test_derive_kl
# hint: If the two means are equal, your quadratic term is 0, although x varies. Is the mean of a
# square the square of the mean?

def derive_kl():
    mean = lambda f: Integral(density1 * f, (x, -oo, oo))
    square1, square2 = (x - mu1) ** 2 / (2 * sigma1**2), (x - mu2) ** 2 / (2 * sigma2**2)
    return [
        DIVERGENCE["start"],
        mean(log(sigma2 / sigma1) - square1 + square2),
        log(sigma2 / sigma1) - mean(square1) + mean(square2),
        log(sigma2 / sigma1) - Rational(1, 2) + mean(square2),
        log(sigma2 / sigma1) - Rational(1, 2) + (mu1 - mu2) ** 2 / (2 * sigma2**2),
    ]
