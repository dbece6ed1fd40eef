# mistake: uses the same key for every array
# fails: test_init_keys
# hint: Arrays of the same shape are equal, and others begin with the same numbers. How many keys did you split off?

def init_params(sizes, scale, key):
    return [
        (scale * jax.random.normal(key, (d_in, d_out)), scale * jax.random.normal(key, (1, d_out)))
        for d_in, d_out in zip(sizes[:-1], sizes[1:])
    ]
