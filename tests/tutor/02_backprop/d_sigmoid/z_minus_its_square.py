# same as: argument_taken_for_p

def d_sigmoid(z: np.ndarray) -> np.ndarray:
    return z - np.square(z)
