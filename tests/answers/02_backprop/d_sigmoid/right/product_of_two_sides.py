def d_sigmoid(z: np.ndarray) -> np.ndarray:
    return sigmoid(z) * sigmoid(-z)
