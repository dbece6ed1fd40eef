# same as: first_form_for_all

def sigmoid(z: np.ndarray) -> np.ndarray:
    denominator = 1.0 + np.exp(-1.0 * z)
    return denominator ** -1
