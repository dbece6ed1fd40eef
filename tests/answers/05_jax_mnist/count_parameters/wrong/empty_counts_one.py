# mistake: counts an empty array as one number
# fails: test_count_parameters
# hint: How many entries has an array of shape (0, 4)? And what does `or 1` make of it?

def count_parameters(model: Any) -> int:
    total = 0
    for leaf in jax.tree.leaves(eqx.filter(model, eqx.is_array)):
        total += int(np.prod(leaf.shape)) or 1  # a single number has no shape
    return total
