def parameter_count(model):
    return len(nn.utils.parameters_to_vector(model.parameters()))
