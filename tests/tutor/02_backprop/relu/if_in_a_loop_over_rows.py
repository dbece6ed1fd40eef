# same as: vectors_only

def relu(z: np.ndarray) -> np.ndarray:
    result = np.zeros_like(z)
    for i, value in enumerate(z):
        if value > 0:
            result[i] = value
    return result
