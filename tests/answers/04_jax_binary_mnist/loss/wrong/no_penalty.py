# mistake: forgets the penalty
# fails: test_loss, test_loss_gradient
# hint: What does weight_decay change in your loss?

def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != y.shape:
        raise ValueError(f"logits {z.shape}, labels {y.shape}")
    return jnp.mean(jnp.logaddexp(0, -z * (2 * y - 1)))
