from scipy.special import expit


def posterior_from_llr(llr, log_prior_odds=0.0):
    return expit(llr + log_prior_odds)
