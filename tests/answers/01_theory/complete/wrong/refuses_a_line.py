# mistake: refuses a logit without a quadratic term
# fails: test_complete
# hint: If theta_2 is 0, is there really no class 1? Compare the widths of the two classes.


# where: complete(np.array([1.0, 0.0]), 0.0, 0.0, 1.0): ValueError instead of (1, 1, 0, 1, 0.6225).
def complete(
    theta: np.ndarray, theta0: float, mu2: float, s2: float
) -> tuple[float, float, float, float, float]:
    """All five parameters of two Gaussian classes, from their logit and a free choice of class 2.

    Args:
        theta: weights of x and of -x**2/2 in the logit, shape ``(2,)``.
        theta0: offset of the logit.
        mu2: mean of class 2.
        s2: standard deviation of class 2, positive.

    Returns:
        ``(mu1, s1, mu2, s2, prior1)``, whose logit has these weights and this offset.

    Raises:
        ValueError: if there is no Gaussian class 1 that goes with this class 2.
    """
    w1 = np.array([mu2 / s2**2, 1 / s2**2]) + theta
    if theta[1] == 0 or w1[1] <= 0:
        raise ValueError('No Gaussian has this precision.')
    s1 = float(1 / np.sqrt(w1[1]))
    mu1 = float(w1[0] / w1[1])
    odds = theta0 - (mu2**2 / (2 * s2**2) - mu1**2 / (2 * s1**2) + np.log(s2 / s1))
    prior1 = float(1 / (1 + np.exp(-odds)))
    return mu1, s1, mu2, s2, prior1
