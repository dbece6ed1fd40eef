# mistake: a single number comes back as an array of shape (1,)
# fails: test_posterior_from_llr, test_posterior_from_llr_large
# hint: For a single number the result has an axis too many. Which shape has the result for an array
# of any shape?


# where: llr = np.float64(0.0), or an array of shape (): the result has shape (1,).
def posterior_from_llr(llr: np.ndarray, log_prior_odds: float = 0.0) -> np.ndarray:
    """Probability of class 1 from the log likelihood ratio.

    Args:
        llr: ``ln p(x | C_1) - ln p(x | C_2)``, any shape, any size. It is the logarithm of the ratio.
        log_prior_odds: ``ln p(C_1) - ln p(C_2)``; 0 for equal priors.

    Returns:
        The posterior of class 1, same shape as ``llr``, without an overflow.
    """
    z = np.atleast_1d(llr + log_prior_odds)
    out = np.zeros(z.shape)
    out[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    out[z < 0] = 1 - 1 / (1 + np.exp(z[z < 0]))
    return out
