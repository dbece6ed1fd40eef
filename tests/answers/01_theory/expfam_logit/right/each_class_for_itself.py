def expfam_logit(phi, w1, w2, log_z1, log_z2, prior1):
    log1 = (phi * w1).sum(axis=1) - log_z1 + np.log(prior1)
    log2 = (phi * w2).sum(axis=1) - log_z2 + np.log(1 - prior1)
    return log1 - log2
