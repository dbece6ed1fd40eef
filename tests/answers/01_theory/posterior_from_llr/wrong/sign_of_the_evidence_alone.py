# mistake: chooses the safe form by the sign of the log ratio, not of the sum
# fails: test_posterior_from_llr_large
# hint: A strong prior can turn the sign of the sum. Which sign chooses your form?

def posterior_from_llr(llr, log_prior_odds=0.0):
    llr = np.asarray(llr, dtype=float)
    out = np.empty_like(llr)
    up = llr >= 0
    out[up] = 1 / (1 + np.exp(-(llr[up] + log_prior_odds)))
    e = np.exp(llr[~up] + log_prior_odds)
    out[~up] = e / (1 + e)
    return out
