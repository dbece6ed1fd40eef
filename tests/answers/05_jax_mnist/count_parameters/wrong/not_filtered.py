# mistake: takes every leaf for an array
# fails: test_count_parameters
# hint: The function in a Lambda is a leaf too. Which size has a function?

def count_parameters(model):
    return sum(leaf.size for leaf in jax.tree.leaves(model))
