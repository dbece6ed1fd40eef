# mistake: gives the result the type of the logits
# fails: test_log_softmax
# hint: For logits that are integers, your logarithms have no decimals. Which type has your result?

def log_softmax(z: jax.Array) -> jax.Array:
    z = jnp.asarray(z)
    m = jnp.max(z, axis=-1, keepdims=True)
    log_p = z - m - jnp.log(jnp.sum(jnp.exp(z - m), axis=-1, keepdims=True))
    return log_p.astype(z.dtype)  # float32 stays float32, float16 stays float16
