def init_params(sizes, scale, key):
    params = []
    for layer in range(1, len(sizes)):
        d_in, d_out = sizes[layer - 1], sizes[layer]
        W = scale * jax.random.normal(jax.random.fold_in(key, 2 * layer), (d_in, d_out), dtype=jnp.float32)
        b = scale * jax.random.normal(jax.random.fold_in(key, 2 * layer + 1), (1, d_out), dtype=jnp.float32)
        params.append((W, b))
    return params
