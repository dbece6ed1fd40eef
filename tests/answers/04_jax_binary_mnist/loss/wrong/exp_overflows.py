# mistake: computes log(1 + exp(-sz)) as it is written
# fails: test_loss_large, test_loss_gradient
# hint: exp(1000) is infinite, and log(1 + exp(-40)) is 0 although the loss is not. Which function does both steps at once?

def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != y.shape:
        raise ValueError(f"logits {z.shape}, labels {y.shape}")
    return jnp.mean(jnp.log(1 + jnp.exp(-z * (2 * y - 1)))) + penalty(params, weight_decay)
