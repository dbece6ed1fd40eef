# mistake: clips z, so that all small probabilities are the same
# fails: test_posterior_from_llr_large
# hint: No overflow any more, but every z below -30 gives one and the same probability. Is it
# necessary to clip?

def posterior_from_llr(llr, log_prior_odds=0.0):
    return 1 / (1 + np.exp(-np.clip(llr + log_prior_odds, -30, 30)))
