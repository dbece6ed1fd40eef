def posterior_from_llr(llr, log_prior_odds=0.0):
    logs = np.stack([llr + log_prior_odds, np.zeros_like(llr)])
    logs = np.exp(logs - logs.max(axis=0))
    return logs[0] / logs.sum(axis=0)
