# mistake: subtracts w2 from the array that was passed in
# fails: test_expfam_logit
# hint: What is in w1 after the call?

def expfam_logit(phi, w1, w2, log_z1, log_z2, prior1):
    w1 -= w2
    return (phi * w1).sum(axis=1) + log_z2 - log_z1 + np.log(prior1 / (1 - prior1))
