# mistake: p (p - 1): the inner derivative of exp(-z) is forgotten
# fails: test_d_sigmoid
# hint: Your slope is negative, yet the sigmoid rises everywhere. Did you differentiate the -z inside
# exp(-z) too?

def d_sigmoid(z: np.ndarray) -> np.ndarray:
    p = sigmoid(z)
    return p * (p - 1)
