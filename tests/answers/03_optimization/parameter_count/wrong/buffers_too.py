# mistake: counts what is stored, which includes the running means of a normalization
# fails: test_parameter_count
# hint: Does the optimizer move everything that state_dict saves?

def parameter_count(model):
    return sum(tensor.numel() for tensor in model.state_dict().values())
