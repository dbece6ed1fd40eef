# mistake: leaves out the biases
# fails: test_penalty, test_objective, test_make_step
# hint: Every array of the model, says the text. Which do you leave out?

def penalty(model, power=2):
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    return sum(jnp.sum(jnp.abs(array) ** power) for array in arrays if array.ndim > 1)
