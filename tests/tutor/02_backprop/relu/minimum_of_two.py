# same as: capped_at_six

def relu(z: np.ndarray) -> np.ndarray:
    positive = np.maximum(z, 0.0)
    return np.minimum(positive, 6.0)
