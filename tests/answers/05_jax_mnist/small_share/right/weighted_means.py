def small_share(model, threshold=1e-3):
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    n = count_parameters(model)
    return sum(jnp.mean((array > -threshold) & (array < threshold)) * array.size / n for array in arrays)
