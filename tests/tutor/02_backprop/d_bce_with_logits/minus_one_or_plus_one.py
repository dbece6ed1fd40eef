# same as: sign_taken_for_label

def d_bce_with_logits(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    p = sigmoid(z)
    return np.where(y > 0, p - 1, p + 1) / y.shape[0]
