# mistake: makes a key of its own
# fails: test_init_params
# hint: Two different keys gave the same network. Which key do you use?

def init_params(sizes, scale, key):
    key = jax.random.key(SEED)
    params = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        key, key_W, key_b = jax.random.split(key, 3)
        params.append((scale * jax.random.normal(key_W, (d_in, d_out)), scale * jax.random.normal(key_b, (1, d_out))))
    return params
