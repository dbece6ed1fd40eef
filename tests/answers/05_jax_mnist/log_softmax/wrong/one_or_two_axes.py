# mistake: normalizes over the last two axes together if there are more than two
# fails: test_log_softmax
# hint: The sum runs over the classes, the last axis, however many axes there are.


# where: zeros of shape (2, 3, 4): -ln 12 instead of -ln 4.
def log_softmax(z: jax.Array) -> jax.Array:
    """Log-probabilities from logits.

    Args:
        z: logits, shape ``(..., classes)``, however large.

    Returns:
        Their log-softmax over the last axis, same shape, finite.
    """
    def one(row):
        shifted = row - row.max()
        return shifted - jnp.log(jnp.sum(jnp.exp(shifted)))

    return one(z) if z.ndim == 1 else jax.vmap(one)(z)
