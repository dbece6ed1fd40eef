# mistake: returns the old average for gamma = 0
# fails: test_momentum_step
# hint: What is the new average if gamma is 0? It is not the one that came in.


# where: gamma = 0, m = 0, g = 4: m = 0 instead of 4.
def momentum_step(
    params: Params, grads: Params, velocity: Params, learning_rate: float, gamma: float
) -> tuple[Params, Params]:
    """One update by averaged momentum.

    Args:
        params: one ``(W, b)`` per layer; not changed.
        grads: gradients, same structure.
        velocity: the average m so far, same structure; not changed.
        learning_rate: the factor of the average in a step.
        gamma: how much of the past to keep, from 0 (plain gradient descent) to below 1.

    Returns:
        The new parameters and the new average.
    """
    if gamma == 0:  # plain gradient descent, no average needed
        return [(W - learning_rate * dW, b - learning_rate * db) for (W, b), (dW, db) in zip(params, grads)], velocity
    velocity = [
        (gamma * mW + (1 - gamma) * dW, gamma * mb + (1 - gamma) * db)
        for (mW, mb), (dW, db) in zip(velocity, grads)
    ]
    params = [(W - learning_rate * mW, b - learning_rate * mb) for (W, b), (mW, mb) in zip(params, velocity)]
    return params, velocity
