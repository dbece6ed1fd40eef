def log_softmax(z):
    z = jnp.asarray(z)
    return z - jax.scipy.special.logsumexp(z, axis=-1)[..., None]
