def parameter_shapes(module):
    shapes = {}
    for name, parameter in module.named_parameters():
        shapes[name] = tuple(parameter.detach().numpy().shape)
    return shapes
