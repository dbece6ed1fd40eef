# same as: nothing
def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != y.shape:
        raise ValueError("logits and labels have different shapes")
    return jnp.mean(jax.nn.relu(1 - z * (2 * y - 1))) + penalty(params, weight_decay)
