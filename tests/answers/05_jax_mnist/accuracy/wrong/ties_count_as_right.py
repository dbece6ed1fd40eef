# mistake: counts a sample as right if no class is more probable than the right one
# fails: test_accuracy
# hint: Two classes are equally probable, the second is right: what does argmax say, and what do you count?

def accuracy(log_p: jax.Array, t: jax.Array) -> jax.Array:
    of_right = jnp.sum(t * log_p, axis=1)
    return jnp.mean(of_right >= jnp.max(log_p, axis=1))
