# mistake: takes the logarithm of the density, which has underflowed far out
# fails: test_log_gauss
# hint: Near the mean you are right, far out you get minus infinity. What does the logarithm get to
# see there, and what would be left if you simplified log(exp(...)) on paper?

def log_gauss(x, mu, sigma):
    return np.log(np.exp(-((x - mu) ** 2) / (2 * sigma**2)) / (np.sqrt(2 * np.pi) * sigma))
