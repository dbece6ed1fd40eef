# mistake: asks only modules that have no others inside
# fails: test_parameter_shapes
# hint: Can a module have parameters of its own and others inside of it, too?

def parameter_shapes(module):
    shapes = {}
    for name, part in module.named_modules():
        if not list(part.children()):
            for own, values in part.named_parameters():
                shapes[f"{name}.{own}" if name else own] = tuple(values.shape)
    return shapes
