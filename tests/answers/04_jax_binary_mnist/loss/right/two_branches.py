def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != y.shape:
        raise ValueError(f"logits {z.shape}, labels {y.shape}")
    margin = (2 * y - 1) * z
    sure = margin > 0
    small = jnp.exp(jnp.where(sure, -margin, margin))  # at most 1, with the slope of one side at 0
    return jnp.mean(jnp.where(sure, 0.0, -margin) + jnp.log1p(small)) + penalty(params, weight_decay)
