# same as: returns_relu

def d_relu(z: np.ndarray) -> np.ndarray:
    active = z > 0
    return active * z
