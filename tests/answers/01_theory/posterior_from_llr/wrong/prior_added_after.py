# mistake: weights the sigmoid of the log ratio with the prior odds
# fails: test_posterior_from_llr, test_posterior_from_llr_large
# hint: With prior odds of 4 to 1, what does your answer come to for a large log ratio? Can a
# probability be that large?

def posterior_from_llr(llr, log_prior_odds=0.0):
    return np.exp(-np.logaddexp(0, -llr)) * np.exp(log_prior_odds)
