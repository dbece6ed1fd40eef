# mistake: takes axis 1 for the last axis, which it is only for one-dimensional input
# fails: test_posterior_from_densities
# hint: For arrays with more axes the classes get mixed up. Which axis do you stack along, and which
# one do you read?


# where: p1, p2 of shape (2, 3): the result has shape (2, 2).
def posterior_from_densities(p1: np.ndarray, p2: np.ndarray, prior1: float = 0.5) -> np.ndarray:
    """Probability of class 1 by Bayes' rule.

    Args:
        p1: density of class 1 at some inputs, any shape, positive.
        p2: density of class 2 at the same inputs, same shape, positive.
        prior1: prior probability of class 1, between 0 and 1.

    Returns:
        The posterior of class 1 at each input, same shape.
    """
    joint = np.stack([p1 * prior1, p2 * (1 - prior1)], axis=-1)
    joint = joint / joint.sum(axis=-1, keepdims=True)
    return joint[:, 0]
