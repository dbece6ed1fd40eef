# same as: sign_of_the_exponent

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("shape")
    s = 1 - 2 * y
    a = -s * z
    return float(np.mean(np.maximum(a, 0) + np.log1p(np.exp(-np.abs(a)))))
