# mistake: adds sigma1 where the variance belongs
# fails: test_derive_kl
# hint: The mean of (x - mu1)**2 under p has the unit of x squared. What do you add to (mu1 -
# mu2)**2?

def derive_kl():
    mean = lambda f: Integral(density1 * f, (x, -oo, oo))
    square1, square2 = (x - mu1) ** 2 / (2 * sigma1**2), (x - mu2) ** 2 / (2 * sigma2**2)
    return [
        DIVERGENCE["start"],
        mean(log(sigma2 / sigma1) - square1 + square2),
        log(sigma2 / sigma1) - mean(square1) + mean(square2),
        log(sigma2 / sigma1) - Rational(1, 2) + mean(square2),
        log(sigma2 / sigma1) - Rational(1, 2) + (sigma1 + (mu1 - mu2) ** 2) / (2 * sigma2**2),
    ]
