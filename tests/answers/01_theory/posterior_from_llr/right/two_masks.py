def posterior_from_llr(llr, log_prior_odds=0.0):
    z = np.asarray(np.asarray(llr, dtype=float) + log_prior_odds)
    posterior = np.empty(z.shape)
    posterior[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    grown = np.exp(z[z < 0])
    posterior[z < 0] = grown / (1 + grown)
    return posterior
