# mistake: ln Z1 + ln Z2 instead of their difference
# fails: test_expfam_logit
# hint: At phi = 0 and equal priors, swap the two classes: the logit should change its sign. Does
# yours?

def expfam_logit(phi, w1, w2, log_z1, log_z2, prior1):
    return phi @ (w1 - w2) - (log_z1 + log_z2) + np.log(prior1 / (1 - prior1))
