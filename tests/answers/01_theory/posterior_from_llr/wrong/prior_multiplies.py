# mistake: multiplies the log ratio by the prior odds instead of adding their logarithm
# fails: test_posterior_from_llr, test_posterior_from_llr_large
# hint: Odds multiply. What do their logarithms do?

def posterior_from_llr(llr, log_prior_odds=0.0):
    return np.exp(-np.logaddexp(0, -llr * np.exp(log_prior_odds)))
