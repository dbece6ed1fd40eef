def pixel_gradient(model, x, t):
    total = lambda x: jnp.sum(t * jax.vmap(model)(x))  # no sample feels another's pixels
    return jax.grad(total)(x)
