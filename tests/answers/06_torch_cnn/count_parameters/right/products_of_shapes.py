def count_parameters(module):
    total = 0
    for name, parameter in module.named_parameters():
        if parameter.requires_grad:
            total += int(np.prod(parameter.shape))
    return total
