def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != y.shape:
        raise ValueError("shapes differ")
    return jax.nn.softplus((1 - 2 * y) * z).mean() + penalty(params, weight_decay)
