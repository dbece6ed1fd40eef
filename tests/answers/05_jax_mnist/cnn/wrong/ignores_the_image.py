# mistake: a huge bias at the end decides alone, the same for every image
# fails: test_cnn
# hint: Every image gets the same answer. Where does x enter, and is a parameter so large that nothing else counts?

class Flat(eqx.Module):
    arrays: list

    def __call__(self, x):
        return jnp.where(jnp.arange(10) == 0, 0.0, -1e9)


def cnn(key):
    shapes = [(16, 1, 4, 4), (16, 1, 1), (32, 16, 3, 3), (32, 1, 1), (256, 800), (256,), (10, 256)]
    arrays = [jax.random.normal(k, s) / 30 for k, s in zip(jax.random.split(key, 7), shapes)]
    return Flat([*arrays, jnp.where(jnp.arange(10) == 0, 0.0, -1e9)])
