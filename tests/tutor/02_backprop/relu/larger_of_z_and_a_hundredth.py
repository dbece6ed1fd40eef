# same as: leaky

def relu(z: np.ndarray) -> np.ndarray:
    alpha = 0.01
    return np.maximum(alpha * z, z)
