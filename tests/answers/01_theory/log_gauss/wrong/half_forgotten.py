# mistake: the 1/2 in the exponent is missing
# fails: test_log_gauss
# hint: One standard deviation from the mean, how much lower should the logarithm be than at the
# mean?

def log_gauss(x, mu, sigma):
    return -(((x - mu) / sigma) ** 2) - np.log(sigma) - np.log(2 * np.pi) / 2
