# mistake: takes len, the first axis only
# fails: test_count_parameters
# hint: What is len of a tensor of 5 by 7?

def count_parameters(module):
    return sum(len(p) for p in module.parameters() if p.requires_grad)
