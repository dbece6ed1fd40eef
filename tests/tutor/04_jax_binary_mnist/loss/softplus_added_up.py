# same as: sum_over_the_batch
def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != y.shape:
        raise ValueError("logits and labels have different shapes")
    return jax.nn.softplus(jnp.where(y == 1, -z, z)).sum() + penalty(params, weight_decay)
