# mistake: clips the logits at 10000
# fails: test_log_softmax_large
# hint: What happens to a logit of 20000? The largest one taken away, nothing can overflow: no clipping is needed.

def log_softmax(z: jax.Array) -> jax.Array:
    z = jnp.clip(z, -1e4, 1e4)  # nothing can overflow
    z = z - z.max(axis=-1, keepdims=True)
    return z - jnp.log(jnp.exp(z).sum(axis=-1, keepdims=True))
