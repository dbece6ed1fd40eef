# mistake: forgets the density in the integral over the constant, which is infinite then
# fails: test_derive_kl
# hint: One of your integrals has no density in it. What is the area below a constant, over the
# whole line?

def derive_kl() -> list:
    """From the integral to the closed form of the KL divergence of two Gaussians.

    Returns:
        The lines, in ``mu1``, ``sigma1``, ``mu2``, ``sigma2``, and ``x`` under the integral; each is equal to the one before.
    """
    over_p = lambda body: Integral(density1 * body, (x, -oo, oo))
    return [
        DIVERGENCE["start"],
        over_p(log(sigma2 / sigma1) - (x - mu1) ** 2 / (2 * sigma1**2) + (x - mu2) ** 2 / (2 * sigma2**2)),
        Integral(log(sigma2 / sigma1), (x, -oo, oo)) - over_p((x - mu1) ** 2) / (2 * sigma1**2) + over_p((x - mu2) ** 2) / (2 * sigma2**2),
        log(sigma2 / sigma1) - Rational(1, 2) + over_p((x - mu2) ** 2) / (2 * sigma2**2),
        log(sigma2 / sigma1) - Rational(1, 2) + (sigma1**2 + (mu1 - mu2) ** 2) / (2 * sigma2**2),
    ]
