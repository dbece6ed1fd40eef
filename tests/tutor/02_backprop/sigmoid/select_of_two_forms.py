# same as: where_computes_both

def sigmoid(z: np.ndarray) -> np.ndarray:
    ez = np.exp(z)
    left = ez / (1 + ez)
    right = 1 / (1 + np.exp(-z))
    return np.select([z < 0, z >= 0], [left, right])
