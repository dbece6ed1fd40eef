# mistake: subtracts the log prior odds
# fails: test_posterior_from_llr, test_posterior_from_llr_large
# hint: Make class 1 more frequent: should its posterior rise or fall?

def posterior_from_llr(llr, log_prior_odds=0.0):
    return np.exp(-np.logaddexp(0, -(llr - log_prior_odds)))
