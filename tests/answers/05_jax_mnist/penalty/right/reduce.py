def penalty(model, power=2):
    arrays = eqx.filter(model, eqx.is_array)
    return jax.tree.reduce(lambda total, array: total + (jnp.abs(array) ** power).sum(), arrays, 0.0)
