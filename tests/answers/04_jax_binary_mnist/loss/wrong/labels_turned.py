# mistake: has the sign of s turned
# fails: test_loss, test_loss_large, test_loss_gradient, test_train_moons
# hint: For a one with a large logit your loss is large. Which sign has s z for a right answer?

def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != y.shape:
        raise ValueError(f"logits {z.shape}, labels {y.shape}")
    return jnp.mean(jnp.logaddexp(0, z * (2 * y - 1))) + penalty(params, weight_decay)
