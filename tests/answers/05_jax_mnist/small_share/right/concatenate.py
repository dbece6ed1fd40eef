def small_share(model, threshold=1e-3):
    arrays = [np.asarray(array).ravel() for array in jax.tree.leaves(model) if eqx.is_array(array)]
    return float(np.mean(np.abs(np.concatenate(arrays)) < threshold))
