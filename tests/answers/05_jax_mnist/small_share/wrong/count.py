# mistake: returns the number, not the share
# fails: test_small_share
# hint: From 0 to 1, says the docstring.

def small_share(model, threshold=1e-3):
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    return sum(int(jnp.sum(jnp.abs(array) < threshold)) for array in arrays)
