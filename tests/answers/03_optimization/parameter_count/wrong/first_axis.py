# mistake: adds up the lengths of the first axes
# fails: test_parameter_count
# hint: How many numbers does an array of shape (5, 3) hold?

def parameter_count(model):
    return sum(len(parameter) for parameter in model.parameters())
