# mistake: uses len, which is the number of rows
# fails: test_count_parameters
# hint: What does len give for an array of shape (4, 3)?

def count_parameters(model):
    return sum(len(array) for array in jax.tree.leaves(eqx.filter(model, eqx.is_array)) if array.ndim)
