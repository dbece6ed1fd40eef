# mistake: takes the logarithm to base 2
# fails: test_loss, test_loss_large, test_loss_gradient
# hint: Nats or bits?

def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != y.shape:
        raise ValueError(f"logits {z.shape}, labels {y.shape}")
    return jnp.mean(jnp.logaddexp2(0, -z * (2 * y - 1) / jnp.log(2))) + penalty(params, weight_decay)
