# mistake: ignores the threshold it is given
# fails: test_small_share
# hint: Ask for everything below 0.6: does your answer change?

def small_share(model, threshold=1e-3):
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    return sum(int(jnp.sum(jnp.abs(array) < 1e-3)) for array in arrays) / sum(array.size for array in arrays)
