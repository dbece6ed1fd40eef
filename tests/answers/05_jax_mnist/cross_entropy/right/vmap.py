def cross_entropy(log_p, t):
    return jnp.mean(jax.vmap(lambda a, b: -a @ b)(jnp.asarray(log_p), jnp.asarray(t)))
