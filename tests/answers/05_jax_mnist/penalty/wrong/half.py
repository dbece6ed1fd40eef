# mistake: puts a half before the squares
# fails: test_penalty, test_objective, test_make_step
# hint: Other books have a half here. Does the formula of this section?

def penalty(model, power=2):
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    return sum(jnp.sum(jnp.abs(array) ** power) / power for array in arrays)
