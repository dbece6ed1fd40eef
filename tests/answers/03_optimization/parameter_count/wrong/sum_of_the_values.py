# mistake: adds up the values
# fails: test_parameter_count
# hint: Is the number of apples the sum of their weights?

def parameter_count(model):
    return int(sum(parameter.abs().sum() for parameter in model.parameters()))
