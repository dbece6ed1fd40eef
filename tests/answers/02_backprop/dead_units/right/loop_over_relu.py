def dead_units(z):
    return [not any(relu(value) > 0 for value in z[:, unit]) for unit in range(z.shape[1])]
