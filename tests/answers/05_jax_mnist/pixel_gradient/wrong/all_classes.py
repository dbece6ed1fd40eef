# mistake: adds up the log-probabilities of all classes
# fails: test_pixel_gradient
# hint: Your result does not depend on the targets.

def pixel_gradient(model, x, t):
    return jax.vmap(jax.grad(lambda x: jnp.sum(model(x))))(x)
