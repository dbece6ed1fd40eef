def derive_kl():
    mean = lambda f: Integral(density1 * f, (x, -oo, oo))
    entropy = log(sigma1 * sqrt(2 * pi)) + Rational(1, 2)
    return [
        mean(log(density1)) - mean(log(density2)),
        -entropy - mean(log(density2)),
        -entropy + log(sigma2 * sqrt(2 * pi)) + mean((x - mu2) ** 2) / (2 * sigma2**2),
        -entropy + log(sigma2 * sqrt(2 * pi)) + (sigma1**2 + mu1**2 - 2 * mu1 * mu2 + mu2**2) / (2 * sigma2**2),
        log(sigma2) - log(sigma1) - Rational(1, 2) + (sigma1**2 + (mu1 - mu2) ** 2) / (2 * sigma2**2),
    ]
