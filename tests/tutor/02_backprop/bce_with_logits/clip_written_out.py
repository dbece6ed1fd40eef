# same as: over_the_probability

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("z and y have different shapes")
    p = np.minimum(np.maximum(sigmoid(z), EPS), 1 - EPS)
    return float(-(y * np.log(p) + (1 - y) * np.log(1 - p)).sum() / y.size)
