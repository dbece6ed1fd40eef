# same as: nothing

def d_sigmoid(z: np.ndarray) -> np.ndarray:
    return sigmoid(z) * (1 - z)
