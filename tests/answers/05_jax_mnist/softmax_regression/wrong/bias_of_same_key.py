# mistake: draws weight and bias with the same key
# fails: test_softmax_regression
# hint: The biases are the first weights, up to scale. How many keys do two arrays need?

def softmax_regression(key: jax.Array) -> eqx.Module:
    class SoftmaxRegression(eqx.Module):
        weight: jax.Array
        bias: jax.Array

        def __init__(self, key):
            self.weight = jax.random.normal(key, (10, 784)) / 28
            self.bias = 0.01 * jax.random.normal(key, (10,))

        def __call__(self, x):
            return log_softmax(self.weight @ x + self.bias)

    return SoftmaxRegression(key)
