# mistake: makes W of shape (d_out, d_in)
# fails: test_init_params
# hint: h @ W takes h of shape (n, d_in). Which shape must W have?

def init_params(sizes, scale, key):
    params = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        key, key_W, key_b = jax.random.split(key, 3)
        params.append((scale * jax.random.normal(key_W, (d_out, d_in)), scale * jax.random.normal(key_b, (1, d_out))))
    return params
