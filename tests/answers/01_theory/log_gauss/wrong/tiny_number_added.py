# mistake: adds a tiny number to the density so that the logarithm stays finite
# fails: test_log_gauss
# hint: Far out your logarithm is the same for every x: whose logarithm is it?

def log_gauss(x, mu, sigma):
    return np.log(np.exp(-((x - mu) ** 2) / (2 * sigma**2)) / (np.sqrt(2 * np.pi) * sigma) + 1e-300)
