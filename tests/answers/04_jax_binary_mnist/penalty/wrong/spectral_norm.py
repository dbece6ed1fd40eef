# mistake: takes the largest singular value for the root of the sum of squares
# fails: test_loss
# hint: jnp.linalg.norm(W, 2) of a matrix is something else. Try a matrix with two equal rows.


# where: W = [[1, 0], [0, 1]], b = [[0, 0]], lambda = 2: 1 instead of 2.
def penalty(params: Params, weight_decay: float) -> jax.Array:
    """The price of large parameters.

    Args:
        params: one ``(W, b)`` per layer.
        weight_decay: the factor lambda, 0 or larger; may be a tracer.

    Returns:
        ``weight_decay / 2`` times the sum of the squares of all weights and biases; one number.
    """
    squares = sum(jnp.linalg.norm(W, 2) ** 2 + jnp.linalg.norm(b, 2) ** 2 for W, b in params)
    return weight_decay / 2 * squares
