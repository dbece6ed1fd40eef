# mistake: draws from a uniform distribution
# fails: test_init_scale
# hint: Your largest weights are too small for a Gaussian. Which distribution do you draw from?

def init_params(sizes, scale, key):
    params = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        key, key_W, key_b = jax.random.split(key, 3)
        edge = scale * 3**0.5
        params.append((jax.random.uniform(key_W, (d_in, d_out), minval=-edge, maxval=edge),
                       jax.random.uniform(key_b, (1, d_out), minval=-edge, maxval=edge)))
    return params
