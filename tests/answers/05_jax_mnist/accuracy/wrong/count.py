# mistake: returns the number, not the share
# fails: test_accuracy
# hint: From 0 to 1, says the docstring.

def accuracy(log_p, t):
    return jnp.sum(jnp.argmax(log_p, axis=1) == jnp.argmax(t, axis=1))
