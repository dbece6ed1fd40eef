def log_softmax(z: jax.Array) -> jax.Array:
    z = jnp.asarray(z)
    z = z.astype(jnp.result_type(z.dtype, jnp.float32))
    behind = jnp.expand_dims(z, -2) - jnp.expand_dims(z, -1)  # [..., k, j] = z_j - z_k
    return -jax.nn.logsumexp(behind, axis=-1)
