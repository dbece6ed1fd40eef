# same as: prior_subtracted
def posterior_from_llr(llr, log_prior_odds=0.0):
    z = np.asarray(llr - log_prior_odds, dtype=float)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)
