# mistake: lists the state, which also holds running means
# fails: test_parameter_shapes
# hint: A running mean is remembered, but does any gradient change it?

def parameter_shapes(module):
    return {name: tuple(value.shape) for name, value in module.state_dict().items()}
