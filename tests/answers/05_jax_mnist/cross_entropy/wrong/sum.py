# mistake: adds up instead of averaging
# fails: test_cross_entropy, test_objective
# hint: Give the same batch twice: the loss doubles. Should it?

def cross_entropy(log_p, t):
    return -jnp.sum(t * log_p)
