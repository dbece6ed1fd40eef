# mistake: takes exp(z) for the sigmoid of z below -10
# fails: test_posterior_from_llr_large
# hint: At z = -11 you are off in the fifth digit. What has been left out there?

def posterior_from_llr(llr, log_prior_odds=0.0):
    z = llr + log_prior_odds
    tail = np.exp(-np.abs(z))
    middle = 1 / (1 + np.exp(-np.clip(z, -10, 10)))
    return np.where(z < -10, tail, np.where(z > 10, 1 - tail, middle))
