def d_relu(z: np.ndarray) -> np.ndarray:
    return np.heaviside(z, 0.0)
