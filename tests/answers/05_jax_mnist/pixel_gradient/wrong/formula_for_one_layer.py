# mistake: uses the formula for softmax regression with the first array as W
# fails: test_pixel_gradient
# hint: For which model does the formula hold? Try yours on one with a hidden layer.

def pixel_gradient(model: Callable, x: jax.Array, t: jax.Array) -> jax.Array:
    weight = jax.tree.leaves(eqx.filter(model, eqx.is_array))[0]
    p = jnp.exp(jax.vmap(model)(x))
    return (t - p) @ weight
