# mistake: the squares are expanded, but not collected
# fails: test_derive_gaussian_logit
# hint: x still stands in several terms. What is the one weight of x, and the one of x**2?

def derive_gaussian_logit():
    rest = log(sigma2 / sigma1) + log(prior1 / (1 - prior1))
    squares = (x - mu2) ** 2 / (2 * sigma2**2) - (x - mu1) ** 2 / (2 * sigma1**2)
    theta1, theta2 = mu1 / sigma1**2 - mu2 / sigma2**2, 1 / sigma1**2 - 1 / sigma2**2
    return [
        GAUSSIAN_LOGIT["start"],
        squares + rest,
        expand(squares) + rest,
    ]
