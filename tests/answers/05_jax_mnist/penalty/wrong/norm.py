# mistake: takes the root: the norm, not its square
# fails: test_penalty, test_objective, test_make_step
# hint: The sum of squares, or its root?

def penalty(model, power=2):
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    return sum(jnp.sum(jnp.abs(array) ** power) for array in arrays) ** (1 / power)
