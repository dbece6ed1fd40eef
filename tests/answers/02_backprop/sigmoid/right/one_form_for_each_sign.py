def sigmoid(z: np.ndarray) -> np.ndarray:
    p = np.empty(np.shape(z))
    positive = z >= 0
    p[positive] = 1 / (1 + np.exp(-z[positive]))
    e = np.exp(z[~positive])
    p[~positive] = e / (1 + e)
    return p
