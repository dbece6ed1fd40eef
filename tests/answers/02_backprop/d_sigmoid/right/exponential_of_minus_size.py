def d_sigmoid(z: np.ndarray) -> np.ndarray:
    e = np.exp(-abs(z))
    return e / (1 + e) ** 2
