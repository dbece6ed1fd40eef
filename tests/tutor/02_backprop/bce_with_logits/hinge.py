# same as: nothing

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("shapes differ")
    s = 2 * y - 1
    return float(np.mean(np.maximum(0, 1 - s * z)))
