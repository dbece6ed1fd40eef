# mistake: makes b of shape (d_out,)
# fails: test_init_params
# hint: The convention of this course: a bias is a row, of shape (1, d_out).

def init_params(sizes, scale, key):
    params = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        key, key_W, key_b = jax.random.split(key, 3)
        params.append((scale * jax.random.normal(key_W, (d_in, d_out)), scale * jax.random.normal(key_b, (d_out,))))
    return params
