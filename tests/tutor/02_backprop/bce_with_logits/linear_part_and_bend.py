# same as: lets_shapes_broadcast

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    linear = np.maximum(z, 0) - y * z
    bend = np.log1p(np.exp(-np.abs(z)))
    return float(np.mean(linear + bend))
