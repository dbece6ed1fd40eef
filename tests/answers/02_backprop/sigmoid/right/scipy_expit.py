from scipy.special import expit


def sigmoid(z: np.ndarray) -> np.ndarray:
    return expit(z)
