# mistake: the number of entries instead of the shape
# fails: test_parameter_shapes
# hint: The number of entries is the product of the shape. Which of the two is asked for?

def parameter_shapes(module):
    return {name: (p.numel(),) for name, p in module.named_parameters()}
