# mistake: counts a leaf that is no array as one
# fails: test_count_parameters
# hint: np.size of a function is 1. Is it a parameter?

def count_parameters(model):
    return sum(np.size(leaf) for leaf in jax.tree.leaves(model))
