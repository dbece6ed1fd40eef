# same as: returns_the_slope

def relu(z: np.ndarray) -> np.ndarray:
    step = np.heaviside(z, 0)
    return step.astype(np.float32)
