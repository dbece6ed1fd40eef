def log_likelihood_ratio(x):
    a, b = x[..., 0], x[..., 1]
    return -8 / 9 * (a**2 + b**2) + 20 / 9 * a * b + 5 / 9 * (a + b - 1) + math.log(5 / 3)
