# same as: sign_of_the_exponent

def sigmoid(z: np.ndarray) -> np.ndarray:
    small = np.exp(-np.abs(z))
    top = np.where(z >= 0, small, np.ones_like(z))
    return top / (small + 1)
