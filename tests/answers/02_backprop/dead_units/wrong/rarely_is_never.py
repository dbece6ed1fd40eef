# mistake: takes a unit for dead that few samples wake
# fails: test_dead_units
# hint: Is a unit silent for every sample if one of five hundred wakes it?

def dead_units(z: np.ndarray) -> np.ndarray:
    return np.mean(z > 0, axis=0) < 0.01
