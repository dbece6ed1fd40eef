def derive_gaussian_logit():
    far1, far2 = (x - mu1) / sigma1, (x - mu2) / sigma2
    rest = log(sigma2) - log(sigma1) + log(prior1) - log(1 - prior1)
    return [
        (far2**2 - far1**2) / 2 + rest,
        (far2 - far1) * (far2 + far1) / 2 + rest,
        x * (mu1 / sigma1**2 - mu2 / sigma2**2) - x**2 * (sigma1**-2 - sigma2**-2) / 2
        + (mu2**2 / sigma2**2 - mu1**2 / sigma1**2) / 2 + rest,
    ]
