# same as: quotient_overflows

def d_sigmoid(z: np.ndarray) -> np.ndarray:
    e = np.exp(-z)
    inner = -e
    outer = -((1 + e) ** -2.0)
    return outer * inner
