def log_gauss(x, mu, sigma):
    variance = sigma * sigma
    return -0.5 * (np.log(2 * np.pi * variance) + (x - mu) ** 2 / variance)
