def relu(z: np.ndarray) -> np.ndarray:
    return z * (z > 0)
