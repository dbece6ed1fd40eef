# mistake: goes back from ln Z to Z, which overflows
# fails: test_expfam_logit
# hint: For ln Z = 2005, what is Z in floating point? Do you need it?

def expfam_logit(phi, w1, w2, log_z1, log_z2, prior1):
    return phi @ (w1 - w2) + np.log(np.exp(log_z2) / np.exp(log_z1)) + np.log(prior1 / (1 - prior1))
