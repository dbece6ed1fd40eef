# mistake: counts exact zeros only
# fails: test_small_share
# hint: How many weights are *exactly* zero after gradient steps?

def small_share(model, threshold=1e-3):
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    return sum(int(jnp.sum(array == 0)) for array in arrays) / sum(array.size for array in arrays)
