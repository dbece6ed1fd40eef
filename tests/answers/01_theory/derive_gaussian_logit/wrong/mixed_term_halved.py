# mistake: the mixed term of the square without its 2
# fails: test_derive_gaussian_logit
# hint: Expand (x - mu)**2 once more: how often does x mu appear?

def derive_gaussian_logit():
    rest = log(sigma2 / sigma1) + log(prior1 / (1 - prior1))
    squares = (x - mu2) ** 2 / (2 * sigma2**2) - (x - mu1) ** 2 / (2 * sigma1**2)
    theta1, theta2 = mu1 / sigma1**2 - mu2 / sigma2**2, 1 / sigma1**2 - 1 / sigma2**2
    return [
        GAUSSIAN_LOGIT["start"],
        squares + rest,
        -(x**2 - x * mu1 + mu1**2) / (2 * sigma1**2) + (x**2 - x * mu2 + mu2**2) / (2 * sigma2**2) + rest,
    ]
