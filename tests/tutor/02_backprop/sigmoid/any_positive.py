# same as: one_form_for_the_array

def sigmoid(z: np.ndarray) -> np.ndarray:
    if (z > 0).any():
        e = np.exp(-z)
        out = 1 / (1 + e)
    else:
        e = np.exp(z)
        out = e / (1 + e)
    return out
