# mistake: takes a unit for dead that is active for few samples
# fails: test_dead_units
# hint: Is a unit inactive for every sample if it is active for one of five hundred?

def dead_units(z: np.ndarray) -> np.ndarray:
    return np.mean(z > 0, axis=0) < 0.01
