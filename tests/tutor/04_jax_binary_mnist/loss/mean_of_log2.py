# same as: bits
def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != y.shape:
        raise ValueError("logits and labels have different shapes")
    nats = jax.nn.softplus(jnp.where(y == 1, -z, z))
    return (nats / np.log(2)).mean() + penalty(params, weight_decay)
