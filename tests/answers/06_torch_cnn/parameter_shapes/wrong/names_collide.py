# mistake: forgets which submodule a parameter belongs to, so that later ones overwrite earlier ones
# fails: test_parameter_shapes
# hint: Two layers both have a weight. Under which names can they stand in one dict?

def parameter_shapes(module):
    return {name.split(".")[-1]: tuple(p.shape) for name, p in module.named_parameters()}
