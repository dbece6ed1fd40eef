def d_relu(z: np.ndarray) -> np.ndarray:
    slope = np.zeros_like(z)
    slope[z > 0] = 1
    return slope
