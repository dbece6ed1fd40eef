def parameter_shapes(module):
    shapes = {name: tuple(p.shape) for name, p in module.named_parameters(recurse=False)}
    for child_name, child in module.named_children():
        shapes |= {f"{child_name}.{name}": shape for name, shape in parameter_shapes(child).items()}
    return shapes
