# mistake: only the exponent, without the logarithm of the factor in front
# fails: test_log_gauss
# hint: At the mean you give 0, so the density would be 1 there, whatever sigma is. What became of
# the factor in front of the exponential?

def log_gauss(x, mu, sigma):
    return -(((x - mu) / sigma) ** 2) / 2
