# mistake: refuses a weight that is only nearly 0
# fails: test_recover_means
# hint: Two means that are very close have a tiny weight, and can be found. For which weight exactly
# is there no answer?


# where: recover_means(np.array([1e-9, 0.0]), -1e-9): ValueError instead of (1 + 5e-10, 1 - 5e-10).
def recover_means(theta: np.ndarray, theta0: float) -> tuple[float, float]:
    """The means of two Gaussian classes with standard deviation 1 and equal priors.

    Args:
        theta: weights of x and of -x**2/2 in the logit, shape ``(2,)``; the second is 0.
        theta0: offset of the logit.

    Returns:
        ``(mu1, mu2)``.

    Raises:
        ValueError: if the weight of x is 0: then the means are equal, and could be anything.
    """
    t, _ = theta
    if np.isclose(t, 0):
        raise ValueError("The means are equal.")
    total = -2 * theta0 / t
    return (total + t) / 2, (total - t) / 2
