# mistake: counts parameters that cannot learn
# fails: test_count_parameters
# hint: What if somebody has frozen a layer?

def count_parameters(module):
    return sum(p.numel() for p in module.parameters())
