# mistake: clips log-probabilities below ln(1e-7)
# fails: test_cross_entropy, test_objective
# hint: A confident mistake costs you 16.1 nats at most. May it cost 200?


# where: log_p = [[-1000, 0]], t = [[1, 0]]: 16.118 instead of 1000.
def cross_entropy(log_p: jax.Array, t: jax.Array) -> jax.Array:
    """Mean surprise at the right class, in nats.

    Args:
        log_p: log-probabilities, shape ``(n, classes)``.
        t: one-hot targets, shape ``(n, classes)``.

    Returns:
        One number, ``ln(classes)`` for a model that knows nothing.
    """
    log_p = jnp.maximum(log_p, np.log(1e-7))
    return -jnp.mean(jnp.sum(t * log_p, axis=1))
