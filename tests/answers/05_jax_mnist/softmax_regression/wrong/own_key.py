# mistake: ignores the key it is given
# fails: test_softmax_regression
# hint: Two different keys give you the same model. Which key does the layer get?

def softmax_regression(key):
    return eqx.nn.Sequential([eqx.nn.Linear(784, 10, key=jax.random.key(0)), eqx.nn.Lambda(log_softmax)])
