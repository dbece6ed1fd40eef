# mistake: forgets the minus sign
# fails: test_cross_entropy, test_objective
# hint: A logarithm of a probability is negative. What sign has a surprise?

def cross_entropy(log_p, t):
    return jnp.mean(jnp.sum(t * log_p, axis=1))
