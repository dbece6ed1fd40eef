# mistake: reads sigma as the variance
# fails: test_log_gauss
# hint: Your curve has the wrong width unless sigma is 1. Is the second parameter the variance or
# its root here?

def log_gauss(x, mu, sigma):
    return -((x - mu) ** 2) / (2 * sigma) - 0.5 * np.log(2 * np.pi * sigma)
