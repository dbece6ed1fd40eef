# mistake: repairs the infinite logarithms with where, but not their gradient
# fails: test_log_softmax_large
# hint: jnp.where chooses between two values. Are both branches differentiated?

def log_softmax(z: jax.Array) -> jax.Array:
    log_p = jnp.log(jax.nn.softmax(z, axis=-1))
    return jnp.where(jnp.isfinite(log_p), log_p, z - jnp.max(z, axis=-1, keepdims=True))
