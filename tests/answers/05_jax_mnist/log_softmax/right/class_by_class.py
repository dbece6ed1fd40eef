def log_softmax(z: jax.Array) -> jax.Array:
    z = jnp.asarray(z)
    total = z[..., 0]
    for k in range(1, z.shape[-1]):
        total = jnp.logaddexp(total, z[..., k])
    return z - total[..., None]
