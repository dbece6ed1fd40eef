# mistake: puts the minus before the targets, which can be unsigned
# fails: test_cross_entropy
# hint: What is -t, if t holds unsigned bytes? Put the minus elsewhere.

def cross_entropy(log_p: jax.Array, t: jax.Array) -> jax.Array:
    return jnp.mean(jnp.sum(-t * log_p, axis=1))
