def derive_kl():
    square1, square2 = (x - mu1) ** 2 / (2 * sigma1**2), (x - mu2) ** 2 / (2 * sigma2**2)
    mean = lambda f: Integral(density1 * f, (x, -oo, oo))
    second = sp.integrate(density1 * (x - mu1) ** 2, (x, -oo, oo)) + (mu1 - mu2) ** 2
    return [
        DIVERGENCE["start"],
        mean(sp.expand_log(log(density1), force=True) - sp.expand_log(log(density2), force=True)),
        mean(log(sigma2 / sigma1)).doit() - mean(square1).doit() + mean(square2),
        log(sigma2) - log(sigma1) - 0.5 + second / (2 * sigma2**2),
    ]
