# same as: slope_too_many

def d_bce_with_logits(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    p = sigmoid(z)
    delta = (p - y) / len(z)
    delta = delta * p
    return delta - delta * p
