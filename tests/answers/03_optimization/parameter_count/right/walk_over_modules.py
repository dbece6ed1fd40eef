def parameter_count(model: nn.Module) -> int:
    """How many numbers the parameters of a model hold."""
    sizes = {}
    for module in model.modules():
        for parameter in module.parameters(recurse=False):
            sizes[id(parameter)] = math.prod(parameter.shape)
    return sum(sizes.values())
