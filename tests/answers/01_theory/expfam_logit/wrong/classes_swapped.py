# mistake: w2 - w1
# fails: test_expfam_logit
# hint: If w1 points along phi and w2 does not, which class is more probable? What is the sign of
# your logit?

def expfam_logit(phi, w1, w2, log_z1, log_z2, prior1):
    return phi @ (w2 - w1) - (log_z1 - log_z2) + np.log(prior1 / (1 - prior1))
