from scipy.stats import norm


def log_gauss(x, mu, sigma):
    return norm.logpdf(x, loc=mu, scale=sigma)
