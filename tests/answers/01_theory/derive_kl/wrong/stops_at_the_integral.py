# mistake: the second moment about mu2 is left as an integral
# fails: test_derive_kl
# hint: One integral is left. Can you write x - mu2 as (x - mu1) + (mu1 - mu2)?

def derive_kl():
    mean = lambda f: Integral(density1 * f, (x, -oo, oo))
    square1, square2 = (x - mu1) ** 2 / (2 * sigma1**2), (x - mu2) ** 2 / (2 * sigma2**2)
    return [
        DIVERGENCE["start"],
        mean(log(sigma2 / sigma1) - square1 + square2),
        log(sigma2 / sigma1) - mean(square1) + mean(square2),
        log(sigma2 / sigma1) - Rational(1, 2) + mean(square2),
    ]
