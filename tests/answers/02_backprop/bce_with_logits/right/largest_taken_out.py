def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("z and y need the same shape")
    return np.mean(np.maximum(z, 0) * (1 - y) + np.maximum(-z, 0) * y + np.log1p(np.exp(-np.abs(z))))
