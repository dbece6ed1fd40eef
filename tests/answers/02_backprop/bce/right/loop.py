import math


def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("p and y need the same shape")
    total = 0.0
    for p_i, y_i in zip(p.ravel(), y.ravel()):
        p_i = min(max(p_i, EPS), 1 - EPS)
        total -= math.log(p_i) if y_i == 1 else math.log(1 - p_i)
    return total / len(y)
