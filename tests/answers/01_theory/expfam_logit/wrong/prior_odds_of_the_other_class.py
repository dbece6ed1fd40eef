# mistake: the log prior odds upside down
# fails: test_expfam_logit
# hint: Make class 1 rarer: does your logit fall?

def expfam_logit(phi, w1, w2, log_z1, log_z2, prior1):
    return phi @ (w1 - w2) - (log_z1 - log_z2) + np.log((1 - prior1) / prior1)
