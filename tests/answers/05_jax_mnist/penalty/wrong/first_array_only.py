# mistake: looks at the first array only
# fails: test_penalty, test_objective, test_make_step
# hint: How many arrays does the model have?

def penalty(model, power=2):
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    return jnp.sum(jnp.abs(arrays[0]) ** power)
