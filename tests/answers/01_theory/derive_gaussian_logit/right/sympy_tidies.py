def derive_gaussian_logit():
    squares = ((x - mu2) / sigma2) ** 2 / 2 - ((x - mu1) / sigma1) ** 2 / 2
    rest = log(sigma2) - log(sigma1) + log(prior1) - log(1 - prior1)
    expanded = expand(squares)
    a, b, c = (expanded.coeff(x, power) for power in (2, 1, 0))
    return [squares + rest, sp.Eq(squares + rest, expanded + rest), a * x**2 + b * x + c + rest]
