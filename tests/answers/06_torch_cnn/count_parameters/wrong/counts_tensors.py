# mistake: counts the tensors instead of their entries
# fails: test_count_parameters
# hint: A weight of 5 by 7: one parameter, or 35?

def count_parameters(module):
    return sum(1 for p in module.parameters() if p.requires_grad)
