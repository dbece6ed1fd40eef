def relu(z: np.ndarray) -> np.ndarray:
    h = z.copy()
    h[h < 0] = 0
    return h
