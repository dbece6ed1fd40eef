# same as: the_living

def dead_units(z: np.ndarray) -> np.ndarray:
    activity = relu(z).sum(axis=0)
    return activity > 0
