# mistake: the weights are a list, not an array
# fails: test_gaussian_logit_params
# hint: What is 2 * theta for a list?

import math


def gaussian_logit_params(mu1, s1, mu2, s2, prior1):
    a, b = s1**-2, s2**-2  # precisions
    theta0 = 0.5 * (b * mu2**2 - a * mu1**2) + 0.5 * math.log(a / b) - math.log((1 - prior1) / prior1)
    return [a * mu1 - b * mu2, a - b], theta0
