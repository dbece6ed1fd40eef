def expfam_logit(phi, w1, w2, log_z1, log_z2, prior1):
    theta = np.subtract(w1, w2)
    return np.einsum("nd,d->n", phi, theta) + log_z2 - log_z1 - np.log(1 / prior1 - 1)
