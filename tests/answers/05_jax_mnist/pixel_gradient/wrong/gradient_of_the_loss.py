# mistake: differentiates the loss: the sign is turned
# fails: test_pixel_gradient
# hint: Which way does ln p of the right class go where your picture is orange?

def pixel_gradient(model, x, t):
    return jax.vmap(jax.grad(lambda x, t: -jnp.sum(t * model(x))))(x, t)
