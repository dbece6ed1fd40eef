# same as: label_taken_for_sign

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError
    a = -(y * z)
    top = np.maximum(a, 0)
    return float(np.average(top + np.log1p(np.exp(-np.abs(a)))))
