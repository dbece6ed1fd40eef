# mistake: adds up over the whole batch
# fails: test_expfam_logit
# hint: You add over all samples. Over which axis does the inner product run?

def expfam_logit(phi, w1, w2, log_z1, log_z2, prior1):
    return np.sum(phi * (w1 - w2)) - (log_z1 - log_z2) + np.log(prior1 / (1 - prior1))
