# mistake: differentiates by the model, not by the image
# fails: test_pixel_gradient
# hint: By which argument do you differentiate?

def pixel_gradient(model, x, t):
    return eqx.filter_grad(lambda model, x: jnp.sum(t * jax.vmap(model)(x)))(model, x)
