class Layer(eqx.Module):
    W: jax.Array
    b: jax.Array

    def __init__(self, d_in, d_out, key):
        self.W = jax.random.normal(key, (d_in, d_out)) * jnp.sqrt(2 / d_in)
        self.b = jnp.zeros(d_out)

    def __call__(self, x, *, key=None):
        return x @ self.W + self.b


def dnn(key):
    a, b, c = jax.random.split(key, 3)
    relu = eqx.nn.Lambda(lambda z: jnp.maximum(z, 0))
    layers = [Layer(784, 512, a), relu, Layer(512, 256, b), relu, Layer(256, 10, c), eqx.nn.Lambda(jax.nn.log_softmax)]
    return eqx.nn.Sequential(layers)
