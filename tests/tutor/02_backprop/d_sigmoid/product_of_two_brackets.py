# same as: slope_of_tanh

def d_sigmoid(z: np.ndarray) -> np.ndarray:
    s = sigmoid(z)
    return (1 - s) * (1 + s)
