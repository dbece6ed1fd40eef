def accuracy(log_p, t):
    at_label = jnp.sum(t * log_p, axis=1)
    return jnp.mean(jnp.where(at_label >= jnp.max(log_p, axis=1), 1.0, 0.0))
