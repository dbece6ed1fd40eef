# mistake: goes through the odds, which are infinite for large log ratios
# fails: test_posterior_from_llr_large
# hint: At a log ratio of 1000 your odds are infinite, and inf/inf is nan. Can you get to the
# probability without the odds?

def posterior_from_llr(llr, log_prior_odds=0.0):
    odds = np.exp(llr + log_prior_odds)
    return odds / (1 + odds)
