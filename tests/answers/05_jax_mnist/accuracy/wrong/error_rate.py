# mistake: returns the share of mistakes
# fails: test_accuracy
# hint: Is a perfect model at 0 or at 1?

def accuracy(log_p, t):
    return jnp.mean(jnp.argmax(log_p, axis=1) != jnp.argmax(t, axis=1))
