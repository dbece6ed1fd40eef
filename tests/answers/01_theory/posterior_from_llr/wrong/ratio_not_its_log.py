# mistake: takes the argument for the ratio itself, not its logarithm
# fails: test_posterior_from_llr, test_posterior_from_llr_large
# hint: At a log ratio of 0, both densities equal, you answer 0. Is your argument the ratio or
# its logarithm?

def posterior_from_llr(llr, log_prior_odds=0.0):
    r = llr * np.exp(log_prior_odds)
    return r / (1 + r)
