# mistake: leaves out the parameters of a module that has children
# fails: test_parameter_count
# hint: A module can have parts and parameters of its own. Do you count both?

def parameter_count(model: nn.Module) -> int:
    """How many numbers the parameters of a model hold."""
    children = list(model.children())
    if children:
        return sum(parameter_count(child) for child in children)
    return sum(parameter.numel() for parameter in model.parameters())
