# mistake: a spurious factor 1/2 in the weight of -x**2/2, as in the solution that the task grew
# from
# fails: test_derive_gaussian_logit
# hint: Your lines differ by a term in x**2 and the standard deviations. You have written the weight
# of -x**2/2: is the 1/2 counted twice?

def derive_gaussian_logit():
    rest = log(sigma2 / sigma1) + log(prior1 / (1 - prior1))
    squares = (x - mu2) ** 2 / (2 * sigma2**2) - (x - mu1) ** 2 / (2 * sigma1**2)
    theta1, theta2 = mu1 / sigma1**2 - mu2 / sigma2**2, 1 / sigma1**2 - 1 / sigma2**2
    return [
        GAUSSIAN_LOGIT["start"],
        squares + rest,
        expand(squares) + rest,
        theta1 * x - theta2 * x**2 / 4 - (mu1**2 / sigma1**2 - mu2**2 / sigma2**2) / 2 + rest,
    ]
