# mistake: leaves the biases at zero
# fails: test_init_scale, test_init_keys, test_init_params
# hint: This time the biases are random as well.

def init_params(sizes, scale, key):
    params = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        key, subkey = jax.random.split(key)
        params.append((scale * jax.random.normal(subkey, (d_in, d_out)), jnp.zeros((1, d_out))))
    return params
