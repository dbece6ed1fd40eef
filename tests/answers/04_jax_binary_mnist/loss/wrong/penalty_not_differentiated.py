# mistake: stops the gradient of the penalty
# fails: test_loss_gradient
# hint: The loss counts the penalty, its gradient does not.

def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != y.shape:
        raise ValueError(f"logits {z.shape}, labels {y.shape}")
    return jnp.mean(jnp.logaddexp(0, -z * (2 * y - 1))) + float(penalty(jax.lax.stop_gradient(params), 1.0)) * weight_decay
