# mistake: multiplies by the square root of scale
# fails: test_init_scale
# hint: Is 0.1 the variance or the standard deviation?

def init_params(sizes, scale, key):
    params = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        key, key_W, key_b = jax.random.split(key, 3)
        s = jnp.sqrt(scale)
        params.append((s * jax.random.normal(key_W, (d_in, d_out)), s * jax.random.normal(key_b, (1, d_out))))
    return params
