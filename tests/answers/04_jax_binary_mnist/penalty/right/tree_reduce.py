def penalty(params, weight_decay):
    squares = jax.tree.map(lambda leaf: jnp.vdot(leaf, leaf), params)
    return 0.5 * weight_decay * jax.tree.reduce(lambda a, b: a + b, squares)
