# same as: in_bits

import math


def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("different shapes")
    total = 0.0
    for pi, yi in zip(p.ravel(), y.ravel()):
        pi = min(max(pi, EPS), 1 - EPS)
        total -= yi * math.log2(pi) + (1 - yi) * math.log2(1 - pi)
    return total / p.size
