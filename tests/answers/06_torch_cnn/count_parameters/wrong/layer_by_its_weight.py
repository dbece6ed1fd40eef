# mistake: leaves a layer out if its weight is frozen, its bias too
# fails: test_count_parameters
# hint: A bias may be learned though the weight beside it is frozen. Look at each parameter by
# itself.


# where: nn.Linear(3, 2) with weight.requires_grad = False: 0 instead of 2.
def count_parameters(module: nn.Module) -> int:
    """How many numbers a module can learn: the entries of all parameters that require a gradient."""
    count = 0
    for layer in module.modules():
        weight = getattr(layer, "weight", None)
        if weight is not None and weight.requires_grad:
            count += sum(p.numel() for p in layer.parameters(recurse=False))
    return count
