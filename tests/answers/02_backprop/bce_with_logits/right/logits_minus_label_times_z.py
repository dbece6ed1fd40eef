def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("z and y need the same shape")
    return float((np.maximum(z, 0) - z * y + np.log1p(np.exp(-abs(z)))).mean())
