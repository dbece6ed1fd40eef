# mistake: keeps one size per shape, so a second array of that shape is not counted
# fails: test_count_parameters
# hint: Two biases of ten numbers each: how many of them are in your sum?

def count_parameters(model: Any) -> int:
    sizes = {a.shape: a.size for a in jax.tree.leaves(eqx.filter(model, eqx.is_array))}
    return sum(sizes.values())
