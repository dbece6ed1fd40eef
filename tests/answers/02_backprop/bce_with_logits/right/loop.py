import math


def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("z and y need the same shape")
    losses = []
    for z_i, y_i in zip(z.ravel(), y.ravel()):
        a = -z_i if y_i == 1 else z_i
        losses.append(max(a, 0) + math.log1p(math.exp(-abs(a))))
    return sum(losses) / len(losses)
