def cross_entropy(log_p: jax.Array, t: jax.Array) -> jax.Array:
    return -jnp.trace(jnp.matmul(jnp.transpose(t), log_p)) / jnp.shape(t)[0]
