# mistake: takes the logarithm of a sigmoid
# fails: test_loss_large, test_loss_gradient
# hint: For a certain network p is exactly 0 or 1, and the logarithm infinite. Is there a way around p?

def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != y.shape:
        raise ValueError(f"logits {z.shape}, labels {y.shape}")
    p = jax.nn.sigmoid(z)
    return -jnp.mean(y * jnp.log(p) + (1 - y) * jnp.log(1 - p)) + penalty(params, weight_decay)
