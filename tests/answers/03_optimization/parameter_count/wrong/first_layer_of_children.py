# mistake: looks at the immediate linear children only
# fails: test_parameter_count
# hint: A module can hold a module that holds a module. Which method walks through all of them?

def parameter_count(model):
    layers = [model] if isinstance(model, nn.Linear) else list(model.children())
    return sum(layer.weight.numel() + layer.bias.numel() for layer in layers if isinstance(layer, nn.Linear))
