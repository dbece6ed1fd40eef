# mistake: counts the arrays, not their entries
# fails: test_count_parameters
# hint: A matrix of 4 by 3: one parameter or twelve?

def count_parameters(model):
    return len(jax.tree.leaves(eqx.filter(model, eqx.is_array)))
