# mistake: ln p(C_1) where the log odds belong
# fails: test_expfam_logit
# hint: With equal priors you subtract ln 2. What should equal priors contribute?

def expfam_logit(phi, w1, w2, log_z1, log_z2, prior1):
    return phi @ (w1 - w2) - (log_z1 - log_z2) + np.log(prior1)
