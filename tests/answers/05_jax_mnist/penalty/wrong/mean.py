# mistake: averages instead of adding up
# fails: test_penalty, test_objective, test_make_step
# hint: One array of twice the size, with the same values: should the penalty double?

def penalty(model, power=2):
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    return sum(jnp.mean(jnp.abs(array) ** power) for array in arrays)
