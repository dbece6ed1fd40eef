# mistake: writes into an array of the type of x, which cuts off the decimals for integers
# fails: test_log_gauss
# hint: The same numbers as integers give other results. Which type has the array that you write
# into?


# where: x = np.array([0, 1, 2]) (integers), mu = 0.0, sigma = 1.0: [0, -1, -2].
def log_gauss(x: np.ndarray, mu: float, sigma: float) -> np.ndarray:
    """Logarithm of the density of a Gaussian.

    Args:
        x: where, any shape, also thousands of standard deviations away from the mean.
        mu: mean.
        sigma: standard deviation, positive.

    Returns:
        The logarithm of the density, same shape as ``x``, finite also where the density itself
        underflows to 0.
    """
    out = np.zeros_like(x)
    out[...] = -0.5 * ((x - mu) / sigma) ** 2 - np.log(sigma) - 0.5 * np.log(2 * np.pi)
    return out
