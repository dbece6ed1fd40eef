# mistake: the factor in front is that of the standard Gaussian
# fails: test_log_gauss
# hint: A wide Gaussian must be low for its area to be 1. Where does sigma stand in the factor in
# front?

def log_gauss(x, mu, sigma):
    return -(((x - mu) / sigma) ** 2) / 2 - np.log(np.sqrt(2 * np.pi))
