def parameter_count(model):
    total = 0
    for _, parameter in model.named_parameters():
        total += math.prod(parameter.shape)
    return total
