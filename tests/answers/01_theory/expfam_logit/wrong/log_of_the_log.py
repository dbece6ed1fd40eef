# mistake: takes the logarithm of ln Z once more
# fails: test_expfam_logit
# hint: You take the logarithm of log_z1. Is it Z that you are given, or its logarithm already?

def expfam_logit(phi, w1, w2, log_z1, log_z2, prior1):
    return phi @ (w1 - w2) - np.log(np.abs(log_z1 / log_z2)) + np.log(prior1 / (1 - prior1))
