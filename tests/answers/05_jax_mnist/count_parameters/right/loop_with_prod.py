def count_parameters(model):
    total = 0
    for leaf in jax.tree_util.tree_leaves(model):
        if isinstance(leaf, jax.Array | np.ndarray):
            total += int(np.prod(leaf.shape))
    return total
