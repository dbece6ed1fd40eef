# same as: max_along_an_axis

def relu(z: np.ndarray) -> np.ndarray:
    return z.max(0)
