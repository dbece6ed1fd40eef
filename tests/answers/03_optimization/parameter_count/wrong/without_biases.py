# mistake: counts the weights only
# fails: test_parameter_count
# hint: What is missing between yours and the count on paper?

def parameter_count(model):
    return sum(parameter.numel() for name, parameter in model.named_parameters() if "bias" not in name)
