# mistake: splits the first key anew in each layer
# fails: test_init_keys
# hint: Every layer splits the same key and gets the same parts. Which key should the next layer split?

def init_params(sizes, scale, key):
    params = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        key_W, key_b = jax.random.split(key)
        params.append((scale * jax.random.normal(key_W, (d_in, d_out)), scale * jax.random.normal(key_b, (1, d_out))))
    return params
