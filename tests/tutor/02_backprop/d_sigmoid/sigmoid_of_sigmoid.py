# same as: sigmoid_twice

def d_sigmoid(z: np.ndarray) -> np.ndarray:
    s = sigmoid(sigmoid(z))
    return s - s**2
