# mistake: computes w_1 in the array theta itself
# fails: test_complete
# hint: After your function has run, theta of the caller has changed. Add without writing into an
# argument.


# where: theta = np.array([1.25, 0.75]); complete(theta, -0.529, 0.0, 1.5); theta is now [1.25, 1.194].
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
    theta[0] += mu2 / s2**2
    theta[1] += 1 / s2**2
    w1 = theta
    if w1[1] <= 0:
        raise ValueError('No Gaussian has this precision.')
    s1 = float(1 / np.sqrt(w1[1]))
    mu1 = float(w1[0] / w1[1])
    odds = theta0 - (mu2**2 / (2 * s2**2) - mu1**2 / (2 * s1**2) + np.log(s2 / s1))
    prior1 = float(1 / (1 + np.exp(-odds)))
    return mu1, s1, mu2, s2, prior1
