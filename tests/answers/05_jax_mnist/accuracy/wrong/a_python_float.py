# mistake: makes a Python float, which cannot be traced
# fails: test_accuracy
# hint: jax.jit hands you numbers that are not there yet. What needs them at once?


# where: jax.jit(accuracy)(log_p, t) raises ConcretizationTypeError.
def accuracy(log_p: jax.Array, t: jax.Array) -> jax.Array:
    """Share of samples whose most probable class is the right one.

    Args:
        log_p: log-probabilities, shape ``(n, classes)``.
        t: one-hot targets, shape ``(n, classes)``.

    Returns:
        One number from 0 to 1.
    """
    right = jnp.argmax(log_p, axis=1) == jnp.argmax(t, axis=1)
    return float(jnp.sum(right)) / len(t)
