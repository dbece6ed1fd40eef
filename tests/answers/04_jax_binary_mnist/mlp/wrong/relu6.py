# mistake: cuts the hidden units off at 6
# fails: test_mlp, test_mlp_traced
# hint: For large inputs your hidden units stop at 6. Which relu has no upper end?


# where: a hidden value of 10: W = [[1]], [[1]], b = 0 at x = 10 gives 6 instead of 10.
def mlp(params: Params, x: jax.Array) -> jax.Array:
    """Logits of a batch.

    Args:
        params: one ``(W, b)`` per layer.
        x: inputs, shape ``(n, d)``.

    Returns:
        Logits, shape ``(n, 1)`` if the last layer is 1 wide.
    """
    h = x
    for W, b in params[:-1]:
        h = jax.nn.relu6(h @ W + b)
    W, b = params[-1]
    return h @ W + b
