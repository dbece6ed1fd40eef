# mistake: takes a small mean activation for none
# fails: test_dead_units
# hint: How small may an activation be and still carry a gradient?

def dead_units(z: np.ndarray) -> np.ndarray:
    return np.mean(relu(z), axis=0) < 1e-3
