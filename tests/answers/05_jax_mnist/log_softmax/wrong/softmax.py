# mistake: returns probabilities
# fails: test_log_softmax, test_log_softmax_large
# hint: Your results lie between 0 and 1. What is the sign of a log-probability?

def log_softmax(z):
    return jax.nn.softmax(z, axis=-1)
