# mistake: exp(z) instead of exp(-z) in the denominator
# fails: test_sigmoid, test_sigmoid_large
# hint: Your curve falls where it should rise. What should a large positive z give, 0 or 1?

def sigmoid(z: np.ndarray) -> np.ndarray:
    z = np.clip(z, -700, 700)
    return 1 / (1 + np.exp(z))
