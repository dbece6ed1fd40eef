def mlp(params, x):
    (W, b), *rest = params
    z = jnp.matmul(x, W) + b
    return mlp(rest, jnp.maximum(z, 0)) if rest else z
