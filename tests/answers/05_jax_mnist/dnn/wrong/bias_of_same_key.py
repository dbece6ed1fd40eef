# mistake: draws weight and bias of a layer with the same key
# fails: test_dnn
# hint: In each layer, the bias is the beginning of the weight, up to scale. How many keys does a layer need?

def dnn(key: jax.Array) -> eqx.Module:
    class Layer(eqx.Module):
        weight: jax.Array
        bias: jax.Array

        def __init__(self, d_in, d_out, key):
            self.weight = jnp.sqrt(2 / d_in) * jax.random.normal(key, (d_out, d_in))
            self.bias = 0.01 * jax.random.normal(key, (d_out,))

        def __call__(self, x, *, key=None):
            return self.weight @ x + self.bias

    sizes, layers = [784, 512, 256, 10], []
    for d_in, d_out, subkey in zip(sizes, sizes[1:], jax.random.split(key, 3)):
        layers += [Layer(d_in, d_out, subkey), eqx.nn.Lambda(jax.nn.relu)]
    return eqx.nn.Sequential([*layers[:-1], eqx.nn.Lambda(log_softmax)])
