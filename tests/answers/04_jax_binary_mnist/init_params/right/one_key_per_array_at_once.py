def init_params(sizes, scale, key):
    layers = len(sizes) - 1
    keys = jax.random.split(key, 2 * layers)
    return [
        (
            jax.random.normal(keys[2 * i], (sizes[i], sizes[i + 1])) * scale,
            jax.random.normal(keys[2 * i + 1], (1, sizes[i + 1])) * scale,
        )
        for i in range(layers)
    ]
