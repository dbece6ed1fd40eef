# same as: logaddexp_of_one

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("z and y have different shapes")
    total = 0.0
    for zi, yi in zip(z.flatten(), y.flatten()):
        total += np.logaddexp(-zi if yi == 1 else zi, 1.0)
    return total / z.size
