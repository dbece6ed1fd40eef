# mistake: 1/(1 + exp(-z)) for every z, which overflows for very negative ones
# fails: test_posterior_from_llr_large
# hint: The values are right, with a warning: at z = -1000 you take exp(1000). Which other form
# takes exp(-1000) there?

def posterior_from_llr(llr, log_prior_odds=0.0):
    return 1 / (1 + np.exp(-(llr + log_prior_odds)))
