# mistake: clips the probability before the logarithm
# fails: test_loss_large, test_loss_gradient
# hint: Clipping keeps the loss finite, but what is the gradient where the clip is active?

def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != y.shape:
        raise ValueError(f"logits {z.shape}, labels {y.shape}")
    p = jnp.clip(jax.nn.sigmoid(z), 1e-12, 1 - 1e-12)
    return -jnp.mean(y * jnp.log(p) + (1 - y) * jnp.log(1 - p)) + penalty(params, weight_decay)
