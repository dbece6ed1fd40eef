# same as: nothing
def log_gauss(x, mu, sigma):
    return -(((x + mu) / sigma) ** 2) / 2 - np.log(sigma) - np.log(2 * np.pi) / 2
