# mistake: the constant of the means carries the wrong sign, as in the solution that the task grew
# from
# fails: test_derive_gaussian_logit
# hint: Up to the line before, all is well. With which sign does mu1**2 come out of -(x - mu1)**2?

def derive_gaussian_logit():
    rest = log(sigma2 / sigma1) + log(prior1 / (1 - prior1))
    squares = (x - mu2) ** 2 / (2 * sigma2**2) - (x - mu1) ** 2 / (2 * sigma1**2)
    theta1, theta2 = mu1 / sigma1**2 - mu2 / sigma2**2, 1 / sigma1**2 - 1 / sigma2**2
    return [
        GAUSSIAN_LOGIT["start"],
        squares + rest,
        expand(squares) + rest,
        theta1 * x - theta2 * x**2 / 2 + (mu1**2 / sigma1**2 - mu2**2 / sigma2**2) / 2 + rest,
    ]
