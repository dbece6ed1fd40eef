# mistake: leaves the biases out
# fails: test_parameter_shapes
# hint: Does a layer learn only its weight?

def parameter_shapes(module):
    return {name: tuple(p.shape) for name, p in module.named_parameters() if name.endswith("weight")}
