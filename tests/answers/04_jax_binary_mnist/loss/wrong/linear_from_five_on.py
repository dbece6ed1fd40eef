# mistake: takes ln(1 + exp(u)) for u from 5 on
# fails: test_loss_large
# hint: At u = 5 something is still missing: exp(-5) is not 0. Which function is exact for every u?


# where: z = -5.1, y = 1: 5.1 instead of 5.10608.
def loss(params: Params, x: jax.Array, y: jax.Array, weight_decay: float) -> jax.Array:
    """Mean binary cross-entropy of the network's logits, in nats, plus the penalty.

    Args:
        params: one ``(W, b)`` per layer.
        x: inputs, shape ``(n, d)``.
        y: labels 0.0 or 1.0, shape ``(n, 1)``.
        weight_decay: the factor lambda of the penalty.

    Returns:
        One number, finite and exact for every finite logit, and so is its gradient.

    Raises:
        ValueError: if logits and labels differ in shape.
    """
    z = mlp(params, x)
    if z.shape != jnp.shape(y):
        raise ValueError(f"logits have shape {z.shape}, labels {jnp.shape(y)}")
    u = (1 - 2 * y) * z
    small = jnp.minimum(u, 5.0)  # so that the branch not taken is finite
    return jnp.mean(jnp.where(u > 5, u, jnp.log1p(jnp.exp(small)))) + penalty(params, weight_decay)
