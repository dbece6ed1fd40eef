# mistake: takes the most probable class instead of the right one
# fails: test_pixel_gradient
# hint: For an image that is misread, whose pixels do you show?

def pixel_gradient(model, x, t):
    return jax.vmap(jax.grad(lambda x: jnp.max(model(x))))(x)
