# mistake: divides the penalty by the size of the batch
# fails: test_loss, test_loss_gradient
# hint: Does the price of the parameters depend on the size of the batch?

def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != y.shape:
        raise ValueError(f"logits {z.shape}, labels {y.shape}")
    return jnp.sum(jnp.logaddexp(0, -z * (2 * y - 1)) + penalty(params, weight_decay) / len(y)) / len(y)
