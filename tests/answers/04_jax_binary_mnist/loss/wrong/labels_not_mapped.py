# mistake: takes y itself for s
# fails: test_loss, test_loss_large, test_loss_gradient, test_train_moons
# hint: What does your loss say about a seven, whatever its logit is?

def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != y.shape:
        raise ValueError(f"logits {z.shape}, labels {y.shape}")
    return jnp.mean(jnp.logaddexp(0, -z * y)) + penalty(params, weight_decay)
