def derive_kl():
    u = sp.Symbol("u", real=True)
    standard = exp(-(u**2) / 2) / sqrt(2 * pi)
    mean = lambda f: Integral(standard * f, (u, -oo, oo))  # x = mu1 + sigma1 * u
    far = (mu1 + sigma1 * u - mu2) ** 2 / (2 * sigma2**2)
    return [
        DIVERGENCE["start"],
        mean(log(sigma2 / sigma1) - u**2 / 2 + far),
        mean(expand(log(sigma2 / sigma1) - u**2 / 2 + far)),
        log(sigma2 / sigma1) + (mu1 - mu2) ** 2 / (2 * sigma2**2) + mean(u**2) * (sigma1**2 / (2 * sigma2**2) - 0.5),
        log(sigma2 / sigma1) + (mu1 - mu2) ** 2 / (2 * sigma2**2) + sigma1**2 / (2 * sigma2**2) - 0.5,
    ]
