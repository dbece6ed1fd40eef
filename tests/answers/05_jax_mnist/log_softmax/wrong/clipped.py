# mistake: clips the probability so that its logarithm is finite
# fails: test_log_softmax_large
# hint: A clip hides the infinity and changes the value. What should ln p be for a class 1000 nats behind?

def log_softmax(z):
    return jnp.log(jnp.clip(jax.nn.softmax(z, axis=-1), 1e-12, 1.0))
