# mistake: takes the least probable class
# fails: test_accuracy
# hint: Log-probabilities are negative. Is the winner the largest or the smallest?

def accuracy(log_p, t):
    return jnp.mean(jnp.argmin(log_p, axis=1) == jnp.argmax(t, axis=1))
