def derive_kl():
    standard, gap = exp(-(x**2) / 2) / sqrt(2 * pi), mu1 - mu2
    square1, square2 = (x - mu1) ** 2 / (2 * sigma1**2), (x - mu2) ** 2 / (2 * sigma2**2)
    return [
        Integral(density1 * (log(sigma2 / sigma1) - square1 + square2), (x, -oo, oo)),
        Integral(standard * (log(sigma2 / sigma1) - x**2 / 2 + (gap + sigma1 * x) ** 2 / (2 * sigma2**2)), (x, -oo, oo)),
        log(sigma2 / sigma1) + gap**2 / (2 * sigma2**2)
        + (sigma1**2 / sigma2**2 - 1) / 2 * Integral(standard * x**2, (x, -oo, oo))
        + gap * sigma1 / sigma2**2 * Integral(standard * x, (x, -oo, oo)),
        log(sigma2) - log(sigma1) + (gap**2 + sigma1**2 - sigma2**2) / (2 * sigma2**2),
    ]
