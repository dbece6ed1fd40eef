# mistake: the prior is not used
# fails: test_posterior_from_llr, test_posterior_from_llr_large
# hint: Your posterior does not change with the prior. Where does the second argument go?

def posterior_from_llr(llr, log_prior_odds=0.0):
    return np.exp(-np.logaddexp(0, -llr))
