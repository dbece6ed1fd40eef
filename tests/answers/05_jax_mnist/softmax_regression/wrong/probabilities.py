# mistake: ends in softmax instead of log-softmax
# fails: test_softmax_regression
# hint: What is the sign of a log-probability?

def softmax_regression(key):
    return eqx.nn.Sequential([eqx.nn.Linear(784, 10, key=key), eqx.nn.Lambda(jax.nn.softmax)])
