# same as: any_sample

def dead_units(z: np.ndarray) -> np.ndarray:
    return z.min(axis=0) <= 0
