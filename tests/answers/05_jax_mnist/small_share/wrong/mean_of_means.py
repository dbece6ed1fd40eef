# mistake: averages the shares of the arrays
# fails: test_small_share
# hint: A bias of 10 numbers counts as much as 7840 weights in your mean.

def small_share(model, threshold=1e-3):
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    return float(np.mean([jnp.mean(jnp.abs(array) < threshold) for array in arrays]))
