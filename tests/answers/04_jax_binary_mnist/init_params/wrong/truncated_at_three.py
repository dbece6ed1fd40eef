# mistake: cuts the Gaussian off at three standard deviations
# fails: test_init_scale
# hint: Of a Gaussian, one number in 370 is beyond three standard deviations. Where are yours?

def init_params(sizes, scale, key):
    keys = iter(jax.random.split(key, 2 * len(sizes)))
    draw = lambda shape: scale * jax.random.truncated_normal(next(keys), -3.0, 3.0, shape)
    return [(draw((d_in, d_out)), draw((1, d_out))) for d_in, d_out in itertools.pairwise(sizes)]
