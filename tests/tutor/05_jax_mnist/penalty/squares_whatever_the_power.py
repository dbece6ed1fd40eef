# same as: always_squares
def penalty(model, power=2):
    total = 0.0
    for array in jax.tree.leaves(eqx.filter(model, eqx.is_array)):
        total += jnp.vdot(array, array)
    return total
