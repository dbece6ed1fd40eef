import math


def sigmoid_of_number(z: float) -> float:
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


def sigmoid(z: np.ndarray) -> np.ndarray:
    return np.array([sigmoid_of_number(v) for v in z.ravel()]).reshape(z.shape)
