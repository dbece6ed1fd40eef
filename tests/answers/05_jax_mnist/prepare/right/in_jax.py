def prepare(images, labels):
    x = jnp.asarray(images, dtype=jnp.float32).reshape(-1, 784) * (1 / 255)
    return x, jax.nn.one_hot(jnp.asarray(labels, dtype=jnp.int32), 10)
