# mistake: first line and closed form, nothing between
# fails: test_derive_kl
# hint: The closed form is right. What happens to the integral on the way: what can be done with the
# logarithm first?

def derive_kl():
    mean = lambda f: Integral(density1 * f, (x, -oo, oo))
    square1, square2 = (x - mu1) ** 2 / (2 * sigma1**2), (x - mu2) ** 2 / (2 * sigma2**2)
    return [
        DIVERGENCE["start"],
        log(sigma2 / sigma1) - Rational(1, 2) + (sigma1**2 + (mu1 - mu2) ** 2) / (2 * sigma2**2),
    ]
