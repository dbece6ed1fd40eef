# mistake: the -1/2 is lost on the way
# fails: test_derive_kl
# hint: One line is larger than the one before by exactly 1/2. What is the mean of (x - mu1)**2 / (2
# sigma1**2) under p?

def derive_kl():
    mean = lambda f: Integral(density1 * f, (x, -oo, oo))
    square1, square2 = (x - mu1) ** 2 / (2 * sigma1**2), (x - mu2) ** 2 / (2 * sigma2**2)
    return [
        DIVERGENCE["start"],
        mean(log(sigma2 / sigma1) - square1 + square2),
        log(sigma2 / sigma1) - mean(square1) + mean(square2),
        log(sigma2 / sigma1) + mean(square2),
        log(sigma2 / sigma1) + (sigma1**2 + (mu1 - mu2) ** 2) / (2 * sigma2**2),
    ]
