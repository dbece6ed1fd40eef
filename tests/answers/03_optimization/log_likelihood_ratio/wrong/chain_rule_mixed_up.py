# mistake: factors class 1 into p(x_1 | x_2) p(x_1) instead of p(x_1 | x_2) p(x_2)
# fails: test_log_likelihood_ratio
# hint: On the diagonal you are right. What multiplies the density of x_1 given x_2?

def log_likelihood_ratio(x):
    log_normal = lambda t, variance: -0.5 * t**2 / variance - 0.5 * math.log(2 * math.pi * variance)
    a, b = x[..., 0] - 1, x[..., 1] - 1
    one = log_normal(a - 0.8 * b, 1 - 0.8**2) + log_normal(a, 1.0)
    zero = log_normal(x[..., 0], 1.0) + log_normal(x[..., 1], 1.0)
    return one - zero
