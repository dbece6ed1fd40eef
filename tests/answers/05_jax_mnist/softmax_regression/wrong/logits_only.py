# mistake: returns logits, without the log-softmax
# fails: test_softmax_regression
# hint: Do the probabilities of an image sum to 1? What is the last layer for?

def softmax_regression(key):
    return eqx.nn.Sequential([eqx.nn.Linear(784, 10, key=key)])
