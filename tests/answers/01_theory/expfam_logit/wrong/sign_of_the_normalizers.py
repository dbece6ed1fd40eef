# mistake: + ln Z1 - ln Z2
# fails: test_expfam_logit
# hint: A large Z1 makes the density of class 1 small. Does it lower your logit?

def expfam_logit(phi, w1, w2, log_z1, log_z2, prior1):
    return phi @ (w1 - w2) + (log_z1 - log_z2) + np.log(prior1 / (1 - prior1))
