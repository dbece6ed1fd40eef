# mistake: expects exactly a weight and a bias
# fails: test_count_parameters
# hint: A deeper network has more than two leaves. What happens to the unpacking?

def count_parameters(model):
    weight, bias = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    return weight.size + bias.size
