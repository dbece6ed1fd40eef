# mistake: switches to the linear branch with jnp.where, and differentiates both
# fails: test_loss_gradient
# hint: Your loss is right and its gradient nan. What does the branch that is not chosen contribute to the derivative?

def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != y.shape:
        raise ValueError(f"logits {z.shape}, labels {y.shape}")
    a = -z * (2 * y - 1)
    return jnp.mean(jnp.where(a > 100, a, jnp.log1p(jnp.exp(a)))) + penalty(params, weight_decay)
