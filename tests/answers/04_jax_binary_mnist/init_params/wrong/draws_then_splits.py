# mistake: draws the weights from a key, then splits the same key
# fails: test_init_keys
# hint: The key that made your weights is split afterwards. Who may be split, who may draw?

def init_params(sizes, scale, key):
    params = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        W = scale * jax.random.normal(key, (d_in, d_out))
        key, subkey = jax.random.split(key)
        params.append((W, scale * jax.random.normal(subkey, (1, d_out))))
    return params
