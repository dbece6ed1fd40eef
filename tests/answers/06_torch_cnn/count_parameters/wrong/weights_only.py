# mistake: leaves the biases out
# fails: test_count_parameters
# hint: Does a layer learn only its weight?

def count_parameters(module):
    return sum(p.numel() for p in module.parameters() if p.requires_grad and p.ndim > 1)
