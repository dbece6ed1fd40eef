# mistake: draws weights and biases of a layer from the same key
# fails: test_init_keys
# hint: In each layer, the biases repeat the first weights. Which key does each array have?

def init_params(sizes, scale, key):
    params = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        key, subkey = jax.random.split(key)
        params.append((scale * jax.random.normal(subkey, (d_in, d_out)), scale * jax.random.normal(subkey, (1, d_out))))
    return params
