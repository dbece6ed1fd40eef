def sample_grads(params, x, y, weight_decay):
    x, y = jnp.expand_dims(x, 1), jnp.expand_dims(y, 1)
    return jax.vmap(jax.grad(loss), in_axes=(None, 0, 0, None))(params, x, y, weight_decay)
