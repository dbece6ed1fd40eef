# mistake: counts every negative parameter as small
# fails: test_small_share
# hint: Is -2 nearly zero?

def small_share(model, threshold=1e-3):
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    return sum(int(jnp.sum(array < threshold)) for array in arrays) / sum(array.size for array in arrays)
