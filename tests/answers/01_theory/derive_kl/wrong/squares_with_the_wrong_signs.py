# mistake: both exponents lose their minus signs, so the squares change places
# fails: test_derive_kl
# hint: Your second line comes out negative, and a divergence cannot. With which sign does the
# exponent of p enter ln p, and that of q?

def derive_kl():
    mean = lambda f: Integral(density1 * f, (x, -oo, oo))
    square1, square2 = (x - mu1) ** 2 / (2 * sigma1**2), (x - mu2) ** 2 / (2 * sigma2**2)
    return [
        DIVERGENCE["start"],
        mean(log(sigma2 / sigma1) + square1 - square2),
        log(sigma2 / sigma1) + Rational(1, 2) - (sigma1**2 + (mu1 - mu2) ** 2) / (2 * sigma2**2),
    ]
