def mlp(params, x):
    for W, b in params[:-1]:
        x = jnp.maximum(jnp.matmul(x, W) + b, 0)
    return jnp.matmul(x, params[-1][0]) + params[-1][1]
