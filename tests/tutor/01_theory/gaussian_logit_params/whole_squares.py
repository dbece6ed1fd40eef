# same as: half_forgotten
def gaussian_logit_params(mu1, s1, mu2, s2, prior1):
    precision1, precision2 = s1**-2.0, s2**-2.0
    theta = np.array([precision1 * mu1 - precision2 * mu2, precision1 - precision2])
    offset = precision2 * mu2**2 - precision1 * mu1**2
    return theta, offset + np.log(s2) - np.log(s1) + np.log(prior1) - np.log(1 - prior1)
