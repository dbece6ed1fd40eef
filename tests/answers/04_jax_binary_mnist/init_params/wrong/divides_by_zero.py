# mistake: draws with the deviation 1 / sqrt(d_in - 1), which is infinite for d_in = 1
# fails: test_init_params, test_init_scale, test_init_keys
# hint: What is your standard deviation in a layer with one input? The task asks for scale.

def init_params(sizes, scale, key):
    params = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        key, for_W, for_b = jax.random.split(key, 3)
        deviation = scale / jnp.sqrt(d_in - 1.0)
        params.append((deviation * jax.random.normal(for_W, (d_in, d_out)), scale * jax.random.normal(for_b, (1, d_out))))
    return params
