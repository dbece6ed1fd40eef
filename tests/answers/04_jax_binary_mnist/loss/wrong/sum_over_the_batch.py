# mistake: adds up the samples instead of averaging
# fails: test_loss, test_loss_large, test_loss_gradient
# hint: Your loss grows with the batch. What does the 1/B in the formula do?

def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != y.shape:
        raise ValueError(f"logits {z.shape}, labels {y.shape}")
    return jnp.sum(jnp.logaddexp(0, -z * (2 * y - 1))) + penalty(params, weight_decay)
