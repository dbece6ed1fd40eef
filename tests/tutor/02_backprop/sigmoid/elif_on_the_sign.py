# same as: one_number_only

def sigmoid(z: np.ndarray) -> np.ndarray:
    if z < 0:
        e = np.exp(z)
        p = e / (1 + e)
    elif z > 0:
        p = 1 / (1 + np.exp(-z))
    else:
        p = 0.5
    return p
