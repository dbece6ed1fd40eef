# mistake: a huge bias decides alone, the same for every image
# fails: test_softmax_regression
# hint: Every image gets the same answer. Where does x enter, and is a parameter so large that nothing else counts?

class Flat(eqx.Module):
    weight: jax.Array
    bias: jax.Array

    def __call__(self, x):
        return jnp.where(jnp.arange(10) == 0, 0.0, -1e9)


def softmax_regression(key):
    weight = jax.random.normal(key, (10, 784)) / 28
    return Flat(weight, jnp.where(jnp.arange(10) == 0, 0.0, -1e9))
