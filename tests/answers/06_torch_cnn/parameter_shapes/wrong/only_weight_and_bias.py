# mistake: asks the module itself for weight and bias
# fails: test_parameter_shapes
# hint: A module made of others has no weight of its own. How do you get into its parts?

def parameter_shapes(module):
    return {name: tuple(getattr(module, name).shape) for name in ("weight", "bias")
            if getattr(module, name, None) is not None}
