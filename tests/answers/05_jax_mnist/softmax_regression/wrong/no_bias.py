# mistake: leaves out the biases
# fails: test_softmax_regression
# hint: 7840 numbers or 7850?

def softmax_regression(key):
    return eqx.nn.Sequential([eqx.nn.Linear(784, 10, use_bias=False, key=key), eqx.nn.Lambda(log_softmax)])
