# mistake: differentiates the mean of the batch
# fails: test_pixel_gradient
# hint: Your gradients are n times too small. Should a picture depend on how many others there are?

def pixel_gradient(model, x, t):
    return jax.grad(lambda x: jnp.mean(jnp.sum(t * jax.vmap(model)(x), axis=1)))(x)
