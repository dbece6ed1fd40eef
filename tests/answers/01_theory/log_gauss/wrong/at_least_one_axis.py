# mistake: a number without axes comes back with one
# fails: test_log_gauss
# hint: What does np.atleast_1d make of a number?

def log_gauss(x, mu, sigma):
    z = (np.atleast_1d(x) - mu) / sigma
    return -(z**2) / 2 - np.log(sigma) - np.log(2 * np.pi) / 2
