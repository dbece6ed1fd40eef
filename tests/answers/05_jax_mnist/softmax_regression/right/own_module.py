class SoftmaxRegression(eqx.Module):
    weight: jax.Array
    bias: jax.Array

    def __call__(self, x):
        return log_softmax(x @ self.weight + self.bias)


def softmax_regression(key):
    weight = jax.random.normal(key, (784, 10)) / jnp.sqrt(784.0)
    return SoftmaxRegression(weight, jnp.zeros(10))
