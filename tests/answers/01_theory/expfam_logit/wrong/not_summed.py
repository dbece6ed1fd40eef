# mistake: multiplies entry by entry and does not add up
# fails: test_expfam_logit
# hint: You return one number per statistic. How many logits does a sample have?

def expfam_logit(phi, w1, w2, log_z1, log_z2, prior1):
    return phi * (w1 - w2) - (log_z1 - log_z2) + np.log(prior1 / (1 - prior1))
