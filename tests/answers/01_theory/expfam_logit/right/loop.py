import math


def expfam_logit(phi, w1, w2, log_z1, log_z2, prior1):
    logits = []
    for row in phi:
        score = sum(float(f) * (float(a) - float(b)) for f, a, b in zip(row, w1, w2))
        logits.append(score - log_z1 + log_z2 + math.log(prior1) - math.log(1 - prior1))
    return np.array(logits)
