def dead_units(z):
    return np.array([not any(relu(value) > 0 for value in z[:, unit]) for unit in range(z.shape[1])])
