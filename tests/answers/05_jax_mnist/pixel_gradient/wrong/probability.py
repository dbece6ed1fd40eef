# mistake: differentiates the probability instead of its logarithm
# fails: test_pixel_gradient
# hint: A model that is certain has a vanishing gradient of p. Of what is the gradient asked for?

def pixel_gradient(model, x, t):
    return jax.vmap(jax.grad(lambda x, t: jnp.sum(t * jnp.exp(model(x)))))(x, t)
