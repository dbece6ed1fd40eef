# mistake: takes the logarithm of log-probabilities
# fails: test_cross_entropy, test_objective
# hint: What does the model return already?

def cross_entropy(log_p, t):
    return -jnp.mean(jnp.sum(t * jnp.log(jnp.abs(log_p)), axis=1))
