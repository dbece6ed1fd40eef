# mistake: counts matrices only
# fails: test_count_parameters
# hint: Biases are learned too. Are they in your sum?

def count_parameters(model):
    return sum(array.size for array in jax.tree.leaves(eqx.filter(model, eqx.is_array)) if array.ndim > 1)
