# mistake: adds the prior to the array that was passed in
# fails: test_posterior_from_llr
# hint: What is in llr after the call?

def posterior_from_llr(llr, log_prior_odds=0.0):
    llr += log_prior_odds
    e = np.exp(-np.abs(llr))
    return np.where(llr >= 0, 1 / (1 + e), e / (1 + e))
