# mistake: the posterior instead of its logit
# fails: test_expfam_logit
# hint: All your values lie between 0 and 1. Is that a logit?

def expfam_logit(phi, w1, w2, log_z1, log_z2, prior1):
    return 1 / (1 + np.exp(-(phi @ (w1 - w2) - (log_z1 - log_z2) + np.log(prior1 / (1 - prior1)))))
