# same as: per_sample

def dead_units(z: np.ndarray) -> np.ndarray:
    flags = []
    for row in relu(z):
        flags.append(row.sum() == 0)
    return np.array(flags)
