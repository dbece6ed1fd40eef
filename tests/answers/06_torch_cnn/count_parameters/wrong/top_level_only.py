# mistake: does not look into submodules
# fails: test_count_parameters
# hint: And the parts of the parts?

def count_parameters(module):
    layers = [module, *module.children()]
    return sum(p.numel() for layer in layers for p in layer.parameters(recurse=False) if p.requires_grad)
