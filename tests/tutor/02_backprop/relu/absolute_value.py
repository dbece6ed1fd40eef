# same as: nothing

def relu(z: np.ndarray) -> np.ndarray:
    return np.abs(z)
