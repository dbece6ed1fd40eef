# mistake: counts what is at the threshold, too
# fails: test_small_share
# hint: Below the threshold, says the docstring. What about a parameter that is exactly there?

def small_share(model, threshold=1e-3):
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    return sum(int(jnp.sum(jnp.abs(array) <= threshold)) for array in arrays) / sum(array.size for array in arrays)
