# mistake: a huge bias at the end decides alone, the same for every image
# fails: test_dnn
# hint: Every image gets the same answer. Where does x enter, and is a parameter so large that nothing else counts?

class Flat(eqx.Module):
    arrays: list

    def __call__(self, x):
        return jnp.where(jnp.arange(10) == 0, 0.0, -1e9)


def dnn(key):
    shapes = [(512, 784), (512,), (256, 512), (256,), (10, 256)]
    arrays = [jax.random.normal(k, s) / 30 for k, s in zip(jax.random.split(key, 5), shapes)]
    return Flat([*arrays, jnp.where(jnp.arange(10) == 0, 0.0, -1e9)])
