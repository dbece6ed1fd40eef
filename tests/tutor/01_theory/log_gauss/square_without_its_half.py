# same as: half_forgotten
def log_gauss(x, mu, sigma):
    z = (x - mu) / sigma
    return -np.log(np.sqrt(2 * np.pi) * sigma) - z * z
