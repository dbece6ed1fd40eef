from scipy.special import expit


def d_sigmoid(z: np.ndarray) -> np.ndarray:
    p = expit(z)
    return p - p**2
