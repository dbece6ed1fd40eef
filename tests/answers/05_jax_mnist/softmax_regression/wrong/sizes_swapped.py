# mistake: maps ten numbers to 784
# fails: test_softmax_regression
# hint: Which of the two sizes does Linear take first?

def softmax_regression(key):
    return eqx.nn.Sequential([eqx.nn.Linear(10, 784, key=key), eqx.nn.Lambda(log_softmax)])
