# mistake: puts a relu between the logits and the log-softmax
# fails: test_softmax_regression
# hint: How unlikely can a class become if no logit is below 0?

def softmax_regression(key):
    return eqx.nn.Sequential([eqx.nn.Linear(784, 10, key=key), eqx.nn.Lambda(jax.nn.relu), eqx.nn.Lambda(log_softmax)])
