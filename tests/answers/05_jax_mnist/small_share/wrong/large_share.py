# mistake: counts what is large
# fails: test_small_share
# hint: Is yours near 0 or near 1 for a model full of zeros?

def small_share(model, threshold=1e-3):
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    return sum(int(jnp.sum(jnp.abs(array) >= threshold)) for array in arrays) / sum(array.size for array in arrays)
