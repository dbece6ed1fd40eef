# mistake: clips the log ratio before the prior is added
# fails: test_posterior_from_llr_large
# hint: May a log ratio of 800 be cut to 500 before the prior has been added?

def posterior_from_llr(llr, log_prior_odds=0.0):
    z = np.clip(llr, -500, 500) + log_prior_odds
    return 1 / (1 + np.exp(-z))
