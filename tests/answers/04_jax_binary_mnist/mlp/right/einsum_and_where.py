def mlp(params, x):
    for layer, (W, b) in enumerate(params):
        z = jnp.einsum("ni,ij->nj", x, W) + b
        x = jnp.where(z > 0, z, 0.0) if layer < len(params) - 1 else z
    return x
