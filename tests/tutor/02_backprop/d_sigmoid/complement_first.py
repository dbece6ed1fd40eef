# same as: one_minus_inside

def d_sigmoid(z: np.ndarray) -> np.ndarray:
    complement = sigmoid(-(z - 1.0))
    return np.multiply(complement, sigmoid(z))
