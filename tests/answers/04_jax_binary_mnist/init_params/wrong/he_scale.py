# mistake: draws at the scale of He et al., whatever scale says
# fails: test_init_scale
# hint: Your scale depends on the width of the layer. What does this task ask for?

def init_params(sizes, scale, key):
    params = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        key, key_W, key_b = jax.random.split(key, 3)
        params.append((jnp.sqrt(2 / d_in) * jax.random.normal(key_W, (d_in, d_out)), scale * jax.random.normal(key_b, (1, d_out))))
    return params
