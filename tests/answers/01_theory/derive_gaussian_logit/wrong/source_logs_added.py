# mistake: a plus between the two logarithms of the standard deviations
# fails: test_derive_gaussian_logit
# hint: Both standard deviations enter with the same sign. What does the logarithm make of 1/sigma1,
# and of the minus sign before class 2?

def derive_gaussian_logit():
    rest = -log(sigma1 * sigma2) + log(prior1 / (1 - prior1))
    squares = (x - mu2) ** 2 / (2 * sigma2**2) - (x - mu1) ** 2 / (2 * sigma1**2)
    theta1, theta2 = mu1 / sigma1**2 - mu2 / sigma2**2, 1 / sigma1**2 - 1 / sigma2**2
    return [
        GAUSSIAN_LOGIT["start"],
        squares + rest,
        expand(squares) + rest,
        theta1 * x - theta2 * x**2 / 2 - (mu1**2 / sigma1**2 - mu2**2 / sigma2**2) / 2 + rest,
    ]
