# mistake: has a maximum and an absolute value, whose slopes JAX picks where they bend
# fails: test_loss_gradient
# hint: At z = 0 the slope of the loss is p - y. Which slopes do your maximum and your absolute value have there?

def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != y.shape:
        raise ValueError(f"logits {z.shape}, labels {y.shape}")
    each = jnp.maximum(z, 0) - y * z + jnp.log1p(jnp.exp(-jnp.abs(z)))
    return each.mean() + penalty(params, weight_decay)
