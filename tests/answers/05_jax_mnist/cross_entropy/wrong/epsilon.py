# mistake: goes back to probabilities and adds a small number before the logarithm
# fails: test_cross_entropy, test_objective
# hint: A right class that is 50 nats behind: how large can a surprise be in yours?

def cross_entropy(log_p: jax.Array, t: jax.Array) -> jax.Array:
    return -jnp.mean(jnp.sum(t * jnp.log(jnp.exp(log_p) + 1e-7), axis=1))
