# mistake: walks through the direct children only
# fails: test_parameter_shapes
# hint: And if a part is itself made of parts?

def parameter_shapes(module):
    shapes = {name: tuple(p.shape) for name, p in module.named_parameters(recurse=False)}
    for child_name, child in module.named_children():
        shapes |= {f"{child_name}.{name}": tuple(p.shape) for name, p in child.named_parameters(recurse=False)}
    return shapes
