# mistake: counts Python numbers in the tree, such as a dropout rate
# fails: test_count_parameters
# hint: A dropout rate is a leaf of the tree too. Is it an array?

def count_parameters(model: Any) -> int:
    return sum(np.size(leaf) for leaf in jax.tree.leaves(model) if eqx.is_array_like(leaf))
