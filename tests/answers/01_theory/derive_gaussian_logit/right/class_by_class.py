def derive_gaussian_logit():
    log_odds = log(prior1) - log(1 - prior1)
    first = -log(sigma1) - (x - mu1) ** 2 / (2 * sigma1**2)
    second = -log(sigma2) - (x - mu2) ** 2 / (2 * sigma2**2)
    spelled = lambda mu, sigma: -log(sigma) - x**2 / (2 * sigma**2) + mu * x / sigma**2 - mu**2 / (2 * sigma**2)
    return [
        first - second + log_odds,
        spelled(mu1, sigma1) - second + log_odds,
        spelled(mu1, sigma1) - spelled(mu2, sigma2) + log_odds,
        x**2 * (sigma1**2 - sigma2**2) / (2 * sigma1**2 * sigma2**2)
        + x * (mu1 * sigma2**2 - mu2 * sigma1**2) / (sigma1**2 * sigma2**2)
        + (mu2**2 / sigma2**2 - mu1**2 / sigma1**2) / 2 - log(sigma1) + log(sigma2) + log_odds,
    ]
