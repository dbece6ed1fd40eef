# same as: sign_of_the_normalizers
def expfam_logit(phi, w1, w2, log_z1, log_z2, prior1):
    score = lambda w, log_z, prior: np.einsum("...i,i->...", phi, w) + log_z + np.log(prior)
    return score(w1, log_z1, prior1) - score(w2, log_z2, 1 - prior1)
