# mistake: clips log-probabilities at -1000
# fails: test_cross_entropy
# hint: A log-probability can be -5000. No number is clipped.

def cross_entropy(log_p: jax.Array, t: jax.Array) -> jax.Array:
    log_p = jnp.maximum(log_p, -1e3)  # one outlier shall not spoil the mean
    return -jnp.einsum("nk,nk->n", t, log_p).mean()
