# mistake: ln(sigma1/sigma2) from the factors in front
# fails: test_derive_kl
# hint: Which of the two densities has its 1/sigma below the fraction bar in p/q?

def derive_kl():
    mean = lambda f: Integral(density1 * f, (x, -oo, oo))
    square1, square2 = (x - mu1) ** 2 / (2 * sigma1**2), (x - mu2) ** 2 / (2 * sigma2**2)
    return [
        DIVERGENCE["start"],
        mean(log(sigma1 / sigma2) - square1 + square2),
        log(sigma1 / sigma2) - mean(square1) + mean(square2),
        log(sigma1 / sigma2) - Rational(1, 2) + mean(square2),
        log(sigma1 / sigma2) - Rational(1, 2) + (sigma1**2 + (mu1 - mu2) ** 2) / (2 * sigma2**2),
    ]
