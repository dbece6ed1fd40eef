# mistake: the prior is kept between 0.01 and 0.99
# fails: test_expfam_logit
# hint: For a rare class your offset is wrong. Which priors are allowed, and what becomes of 0.001
# in your code?


# where: phi = [[0.0, 0.0]], equal normalizers, prior1 = 1e-4: -4.595 instead of -9.210.
def expfam_logit(
    phi: np.ndarray, w1: np.ndarray, w2: np.ndarray, log_z1: float, log_z2: float, prior1: float
) -> np.ndarray:
    """Logit of class 1 for two members of one exponential family.

    Args:
        phi: features of a batch, shape ``(n, d)``.
        w1: parameter of class 1, shape ``(d,)``.
        w2: parameter of class 2, shape ``(d,)``.
        log_z1: logarithm of the normalizer Z of class 1.
        log_z2: logarithm of the normalizer Z of class 2.
        prior1: prior probability of class 1, between 0 and 1.

    Returns:
        Logits, shape ``(n,)``.
    """
    prior1 = min(max(prior1, 0.01), 0.99)
    return phi @ (w1 - w2) + (log_z2 - log_z1) + np.log(prior1 / (1 - prior1))
