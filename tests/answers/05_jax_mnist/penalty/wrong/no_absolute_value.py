# mistake: forgets the absolute value
# fails: test_penalty, test_objective, test_make_step
# hint: For power 1 a large negative weight lowers your penalty. Should it?

def penalty(model, power=2):
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    return sum(jnp.sum(array**power) for array in arrays)
