def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != jnp.shape(y):
        raise ValueError(f"{z.shape} is not {jnp.shape(y)}")
    return jnp.mean(jax.nn.softplus(z) - y * z) + penalty(params, weight_decay)
