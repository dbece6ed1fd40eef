# mistake: counts a parameter once for each module that holds it
# fails: test_parameter_count
# hint: Two layers share one weight. How many numbers does the model hold?

def parameter_count(model: nn.Module) -> int:
    """How many numbers the parameters of a model hold."""
    total = 0
    for module in model.modules():
        total += sum(parameter.numel() for parameter in module.parameters(recurse=False))
    return total
