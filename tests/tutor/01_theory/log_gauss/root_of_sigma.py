# same as: sigma_as_variance
def log_gauss(x, mu, sigma):
    deviation = np.sqrt(sigma)
    return -0.5 * ((x - mu) / deviation) ** 2 - np.log(np.sqrt(2 * np.pi) * deviation)
