# same as: nothing
def cross_entropy(log_p, t):
    return jnp.mean(jnp.sum(t * log_p, axis=1) ** 2)
