# mistake: picks with a boolean mask, whose size jit cannot know
# fails: test_cross_entropy, test_objective, test_make_step, test_make_step_compiled
# hint: How long is an array picked by a mask? Can jit know before it sees the numbers?

def cross_entropy(log_p: jax.Array, t: jax.Array) -> jax.Array:
    return -jnp.mean(jnp.asarray(log_p)[jnp.asarray(t) == 1])
