# mistake: ignores power
# fails: test_penalty, test_objective, test_make_step
# hint: What changes in your function when power is 1?

def penalty(model, power=2):
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    return sum(jnp.sum(array**2) for array in arrays)
