# same as: strictly_negative

def dead_units(z: np.ndarray) -> np.ndarray:
    return z.max(axis=0) < 0
