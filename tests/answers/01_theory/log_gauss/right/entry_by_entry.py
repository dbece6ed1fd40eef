import math


def log_gauss(x, mu, sigma):
    out = np.empty(x.shape)
    for index, value in np.ndenumerate(x):
        out[index] = -math.log(sigma * math.sqrt(2 * math.pi)) - 0.5 * ((value - mu) / sigma) ** 2
    return out
