def d_relu(z: np.ndarray) -> np.ndarray:
    return z > 0
