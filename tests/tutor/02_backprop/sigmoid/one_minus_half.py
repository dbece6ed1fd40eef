# same as: tanh_of_z

def sigmoid(z: np.ndarray) -> np.ndarray:
    t = np.tanh(z)
    return 1.0 - (1.0 - t) / 2.0
